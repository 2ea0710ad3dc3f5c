package dev.straykey.scan;

import dev.straykey.decode.Decoded;
import dev.straykey.decode.Decoders;
import dev.straykey.decode.Encoding;
import dev.straykey.decode.PackedText;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Rule;
import dev.straykey.model.Shape;
import dev.straykey.model.Skip;
import dev.straykey.unpack.Archives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What encodings hide in one document, and in one another: each decoded piece goes through the
 * engine like a text of its own, and what fires is placed where it was written.
 */
final class HiddenText {
  /** How many encodings may lie in one another. */
  private static final int MAX_DEPTH = 5;

  /** So many times its size is looked at of what a text hides, and as much of any as is little. */
  private static final int MOST_TIMES = 64;

  private static final long LITTLE = 16L << 20;

  /** What is hidden counts as so many bytes at least: to begin with it takes as long. */
  private static final int LEAST = 256;

  /** What it takes to begin with a text, and to look at each of its bytes, in steps. */
  private static final int BEGIN = 1024;

  private static final int EACH = 16;

  /** What the packed files that one document hides may unpack to, together. */
  private static final long MOST_UNPACKED = 64L << 20;

  /** So many literal characters are an issuer's own mark. */
  private static final int LEAST_MARK = 4;

  private final List<Decoders> levels = new ArrayList<>();
  private final SeenPlaces seen = new SeenPlaces();
  private final FileValue fileValue = new FileValue();
  private List<String> outer = List.of();
  private String path = "";
  private long unpackable;
  private long readable;
  private final Spots spots;

  private final Allowance allowance;

  /** Scans what is hidden, one text after another; those that one of them hides come behind it. */
  private final Pass pass;

  private final Spots inner = new Spots();

  /**
   * @param spots gets where a packed file was, or a text that has some of its own
   * @param allowance of the document: what it hides gets none of its own
   */
  HiddenText(
      ScanEngine engine,
      KnownKeys.Lookup lookup,
      KeywordAutomaton.Ends ends,
      Spots spots,
      Allowance allowance) {
    this.spots = spots;
    this.allowance = allowance;
    levels.add(new Decoders());
    this.pass = new Pass(engine, lookup, ends, decoders(), inner, allowance);
  }

  /** Takes what was found. */
  interface Taker {
    void candidate(Candidates.Candidate candidate, Hit.Place place, List<String> through);

    void skipped(Skip.Reason reason, String detail);
  }

  /** Returns the decoders of the document itself, which note marks in it. */
  Decoders decoders() {
    return levels.get(0);
  }

  /** Forgets the document before {@code next}. */
  void begin(Document next) {
    outer = next.decoded();
    path = next.name();
    unpackable = MOST_UNPACKED;
    readable = LITTLE;
    seen.clear();
    decoders().begin();
  }

  /** Takes note of what stands in clear: it is not said again for what surrounds it. */
  void clear(Candidates.Candidate candidate) {
    Rule rule = candidate.rule();
    if (rule != null) {
      seen.add(rule.id(), candidate.start(), candidate.end());
    }
  }

  /** Looks at what begins from {@code start} to {@code limit}, whose marks were noted. */
  void read(Region region, int start, int limit, Taker taker) {
    readable += (long) MOST_TIMES * (limit - start);
    var level = new Level(region, outer, 0, Origins.AS_IT_IS, taker);
    decoders().read(region, start, limit, level);
    if (start == 0 && region.base() == 0 && limit == region.to()) {
      Decoded named = fileValue.of(path, region.text(), region.to());
      if (named != null) {
        level.named(named);
      }
    }
    seen.dropBefore(region.base() + start);
  }

  /** Takes what is hidden in the text of one level, and scans it as the next. */
  private final class Level implements Decoders.Sink {
    private final Region whole;
    private final List<String> through;
    private final int depth;
    private final Origins origins;
    private final Taker taker;

    Level(Region whole, List<String> through, int depth, Origins origins, Taker taker) {
      this.whole = whole;
      this.through = through;
      this.depth = depth;
      this.origins = origins;
      this.taker = taker;
    }

    /** Takes what a file holds with its name: only what that adds is said. */
    void named(Decoded piece) {
      Origins back = origins.through(piece);
      scan(
          piece.text(),
          piece.size(),
          List.of(FileValue.NAME),
          null,
          back,
          c -> !c.isKnownKey() && !wasSeen(c, back));
    }

    @Override
    public void text(Decoded piece, Encoding encoding) {
      if (piece.isJoined() && through.contains(encoding.name())) {
        return; // what surrounds a seam was joined where it stands
      }
      Origins back = origins.through(piece);
      scan(
          piece.text(),
          piece.size(),
          List.of(encoding.name()),
          encoding,
          back,
          c ->
              back.owns((int) c.start())
                  && (!piece.isGuessed() || isTold(c))
                  && (piece.changed((int) c.wholeStart(), (int) c.wholeEnd())
                      || (piece.isNearer() && isByShape(c) && !stands(c, back)))
                  && !wasSeen(c, back));
    }

    @Override
    public boolean took(Encoding encoding, long steps) {
      if (steps > 0) {
        allowance.take(encoding, steps);
      }
      return !allowance.isOver(encoding);
    }

    @Override
    public void packed(byte[] bytes, int start, int end, Encoding encoding) {
      var format = Archives.recognise(bytes, bytes.length);
      if (format == null || !origins.owns(start)) {
        return;
      }
      int from = origins.from(start);
      int until = origins.until(end - 1);
      spots.add(from, until);
      Origins place = Origins.within(from, until);
      var unpacked =
          new PackedText(
              unpackable,
              (text, length) ->
                  scan(
                      text,
                      length,
                      List.of(encoding.name(), format.name()),
                      encoding,
                      place,
                      c -> true),
              taker::skipped);
      try {
        unpacked.read(bytes);
      } catch (IOException e) {
        taker.skipped(Skip.Reason.UNREADABLE, "a packed file in base64 could not be unpacked");
      }
      unpackable = unpacked.left();
    }

    private void scan(
        byte[] text,
        int length,
        List<String> encodings,
        @Nullable Encoding payer,
        Origins back,
        Predicate<Candidates.Candidate> counts) {
      if (readable < 0 || (payer != null && allowance.isOver(payer))) {
        return; // said once
      }
      readable -= Math.max(length, LEAST);
      if (readable < 0) {
        taker.skipped(
            Skip.Reason.BOUNDED,
            "what is encoded in it is more than %d times its size".formatted(MOST_TIMES));
        return;
      }
      var all = new ArrayList<>(through);
      all.addAll(encodings);
      if (levels.size() == depth + 1) {
        levels.add(new Decoders());
      }
      Decoders decoders = levels.get(depth + 1);
      decoders.begin();
      Region region = Region.hidden(text, length);
      inner.clear();
      long before = allowance.taken();
      pass.begin(decoders, path);
      pass.read(
          region,
          0,
          length,
          true,
          c -> {
            if (counts.test(c)) {
              int from = back.from((int) c.start());
              int until = back.until((int) c.end() - 1);
              taker.candidate(c, whole.place(from, until), all);
            }
          });
      if (payer != null) {
        allowance.take(payer, BEGIN + (long) EACH * length + allowance.taken() - before);
      }
      if (!inner.isEmpty()) {
        spots.add(back.from(0), back.until(length - 1));
      }
      if (depth + 1 < MAX_DEPTH) {
        decoders.read(region, 0, length, new Level(whole, all, depth + 1, back, taker));
      }
    }

    /** Returns whether a key is known by itself, whatever stands around it. */
    private static boolean isTold(Candidates.Candidate c) {
      Rule rule = c.rule();
      return c.isKnownKey()
          || (rule != null && CompiledRule.standsAlone(rule) && c.specificity() >= LEAST_MARK);
    }

    private static boolean isByShape(Candidates.Candidate c) {
      Rule rule = c.rule();
      return rule != null && rule.near().shape() != Shape.ANYWHERE;
    }

    /** Returns whether any rule fired there already. */
    private boolean stands(Candidates.Candidate c, Origins back) {
      long start = whole.base() + back.from((int) c.start());
      long end = whole.base() + back.until((int) c.end() - 1);
      return seen.holds(start, end);
    }

    /**
     * Returns whether the same rule fired on some of the same letters, less decoded: that is what
     * stands there. A known key counts whatever else does.
     */
    private boolean wasSeen(Candidates.Candidate c, Origins back) {
      Rule rule = c.rule();
      if (c.isKnownKey() || rule == null) {
        return false;
      }
      long start = whole.base() + back.from((int) c.start());
      long end = whole.base() + back.until((int) c.end() - 1);
      if (seen.holds(rule.id(), start, end)) {
        return true;
      }
      seen.add(rule.id(), start, end);
      return false;
    }
  }
}
