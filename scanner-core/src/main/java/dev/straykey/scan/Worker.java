package dev.straykey.scan;

import dev.straykey.decode.Base64Text;
import dev.straykey.decode.Bytes;
import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Shape;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread's scanner. Memory is bounded whatever the document: it is read in chunks that overlap,
 * and what stands on a seam is found once.
 *
 * <p>A key is found up to 16 KiB long; a key that base64 hides, up to 12 KiB.
 */
public final class Worker {
  private static final int BUFFER = 512 * 1024;

  /** What is kept behind the place that was read up to: the longest key, or a base64 piece. */
  private static final int AHEAD = 2 * Base64Text.STRIDE;

  /** What is kept before it: the way back from a keyword, and the line around. */
  private static final int BEHIND = 8 * 1024;

  private final ScanEngine engine;
  private final KnownKeys.Lookup lookup;
  private final KeywordAutomaton.Ends ends = new KeywordAutomaton.Ends();
  private final Spots spots = new Spots();
  private final Allowance allowance;
  private final HiddenText hidden;
  private final Pass pass;
  private final Changes changes = new Changes();
  private @Nullable NewParts newParts;
  private @Nullable NameScan names;
  private byte[] buffer = new byte[0];
  private long bytes;

  Worker(ScanEngine engine) {
    this.engine = engine;
    this.lookup = engine.known().lookup();
    this.allowance = new Allowance(engine);
    this.hidden = new HiddenText(engine, lookup, ends, spots, allowance);
    this.pass = new Pass(engine, lookup, ends, hidden.decoders(), spots, allowance);
  }

  /** Returns how many bytes of documents were scanned, decoded ones not counted. */
  public long bytes() {
    return bytes;
  }

  /** Returns what was taken of the document that was scanned last. */
  Allowance allowance() {
    return allowance;
  }

  /**
   * Finds every key in {@code document}.
   *
   * @return where it must be looked at again in a text that differs from it, begin and end by
   *     turns, besides where that differs ({@link Content.Bytes#changed()}); null when all of it
   *     must
   * @throws IOException when the document cannot be read to its end; what was found before was
   *     handed over
   */
  public int @Nullable [] scan(Document document, HitSink sink) throws IOException {
    return scan(document, sink, false);
  }

  /**
   * The same for a text of which many versions are looked at: what stood in another one in the same
   * surroundings, and had no key in it, is passed over.
   */
  public int @Nullable [] scanVersion(Document document, HitSink sink) throws IOException {
    return scan(document, sink, engine.foreign().isEmpty());
  }

  private int @Nullable [] scan(Document document, HitSink sink, boolean onlyNew)
      throws IOException {
    spots.clear();
    var reader = new Reader(document, sink);
    if (document.content() instanceof Content.Bytes array) {
      bytes += array.length();
      allowance.more(array.length());
      reader.read(new Region(array.array(), array.length()), parts(array, onlyNew));
      if (reader.sayLeftOut() || !engine.foreign().isEmpty()) {
        return null;
      }
      int[] found = spots.toArray();
      if (onlyNew && found != null) {
        newParts().seen(found);
      }
      return found;
    }
    try (InputStream in = document.content().open()) {
      stream(in, reader);
    } finally {
      reader.sayLeftOut();
    }
    return null;
  }

  /**
   * Finds keys in a name, such as a file's: those with a mark of their own, and those that the
   * inventory knows.
   *
   * @param text holds the name from {@code from} to {@code to}
   * @param origin asked for when something was found; null when that is told elsewhere
   * @return whether something was found
   */
  public boolean scanName(
      byte[] text, int from, int to, Supplier<@Nullable Origin> origin, HitSink sink) {
    NameScan scan = names;
    if (scan == null) {
      scan = new NameScan(engine, lookup);
      names = scan;
    }
    return scan.scan(text, from, to, origin, sink);
  }

  private NewParts newParts() {
    NewParts made = newParts;
    if (made == null) {
      made = new NewParts(engine.familiar());
      newParts = made;
    }
    return made;
  }

  /** Returns what is to be looked at. */
  private Parts parts(Content.Bytes text, boolean onlyNew) {
    int[] changed = text.changed();
    if (changed == null || !changes.of(text.array(), text.length(), changed)) {
      changes.whole(text.length());
    }
    return onlyNew ? newParts().of(text.array(), text.length(), changes.parts()) : changes.parts();
  }

  private void stream(InputStream in, Reader reader) throws IOException {
    if (buffer.length == 0) {
      buffer = new byte[BUFFER];
    }
    var region = new Region(buffer, 0);
    int start = 0;
    while (true) {
      int filled = in.readNBytes(buffer, region.to(), BUFFER - region.to());
      bytes += filled;
      boolean last = region.to() + filled < BUFFER;
      region.fill(buffer, region.to() + filled, last);
      int limit = last ? region.to() : cut(region.to() - AHEAD);
      allowance.more(limit - start);
      reader.read(region, start, limit, last);
      if (last) {
        return;
      }
      int keep = Math.max(0, limit - BEHIND);
      region.drop(keep);
      start = limit - keep;
    }
  }

  /** Returns a place at or before {@code limit} where no token is cut, if one is near. */
  private int cut(int limit) {
    for (int kind : new int[] {Bytes.TOKEN, Bytes.NAME}) {
      for (int i = limit; i > limit - BEHIND; i--) {
        if (!Bytes.is(buffer[i - 1], kind)) {
          return i;
        }
      }
    }
    return limit;
  }

  /** One document. */
  private final class Reader {
    private final Document document;
    private final HitSink sink;
    private final HiddenText.Taker taker;
    private boolean inPart;

    /** What was found by its place only, until it is known whether something is hidden in it. */
    private final List<Candidates.Candidate> placed = new ArrayList<>();

    private final Hiding hiding = new Hiding();

    Reader(Document document, HitSink sink) {
      this.document = document;
      this.sink = sink;
      this.taker =
          new HiddenText.Taker() {
            @Override
            public void candidate(
                Candidates.Candidate candidate, Hit.Place place, List<String> through) {
              if (!placed.isEmpty()) {
                hiding.add(place);
              }
              sink.hit(hit(candidate, place, through));
            }

            @Override
            public void skipped(Skip.Reason reason, String detail) {
              inPart = true;
              sink.skipped(document.origin(), reason, detail);
            }
          };
      pass.begin(hidden.decoders(), document.name());
      hidden.begin(document);
      allowance.begin();
    }

    /** Says what was given up; returns whether anything of the text was left out. */
    boolean sayLeftOut() {
      for (String said : allowance.said()) {
        inPart = true;
        sink.skipped(document.origin(), Skip.Reason.BOUNDED, said);
      }
      return inPart;
    }

    void read(Region region, int start, int limit, boolean last) {
      pass.read(region, start, limit, last, this::take);
      hidden.read(region, start, limit, taker);
      takePlaced();
    }

    /** Looks at parts of a text: what stands in clear in any comes before what is hidden. */
    void read(Region region, Parts parts) {
      int n = parts.size();
      for (int i = 0; i < n; i++) {
        pass.read(region, parts.from(i), parts.to(i), i == n - 1, this::take);
      }
      if (n > 0) {
        hidden.read(region, parts.from(0), parts.to(n - 1), taker);
      }
      takePlaced();
    }

    private void take(Candidates.Candidate candidate) {
      hidden.clear(candidate);
      Rule rule = candidate.rule();
      if (rule != null && rule.near().shape() != Shape.ANYWHERE && !candidate.isKnownKey()) {
        placed.add(candidate);
      } else {
        sink.hit(hit(candidate, candidate.place(), through(candidate)));
      }
    }

    /** An encoding of a key that was found in it is that key, not another one. */
    private void takePlaced() {
      for (Candidates.Candidate candidate : placed) {
        if (!hiding.fills(candidate.place())) {
          sink.hit(hit(candidate, candidate.place(), through(candidate)));
        }
      }
      placed.clear();
      hiding.clear();
    }

    private List<String> through(Candidates.Candidate candidate) {
      Rule rule = candidate.rule();
      if (rule == null || !rule.near().base64()) {
        return document.decoded();
      }
      var through = new ArrayList<>(document.decoded());
      through.add(Base64Text.NAME);
      return through;
    }

    private Hit hit(Candidates.Candidate candidate, Hit.Place place, List<String> decoded) {
      Hit.Place where = document.lines() ? place : place.withoutLines();
      return candidate.hit(document.origin(), where, decoded);
    }
  }
}
