package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.decode.Decoders;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Secret;
import dev.straykey.model.Shape;
import dev.straykey.model.Shown;
import dev.straykey.rule.Boundary;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.Steps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One text on its way through the engine: a document, or what an encoding in it hid. Sees the text
 * a region at a time; remembers between regions what may still overlap.
 */
final class Pass {
  /** Of so many words of a name a key may be made. */
  private static final int MOST_WORDS = 16;

  /** What it takes to look beside a keyword, and to judge what was found, in steps for a byte. */
  private static final int SHAPED = 10;

  private static final int JUDGED = 20;

  /** What it takes to look around what was found, and to say where it stands, in steps. */
  private static final int AROUND = 4 * 1024;

  private final ScanEngine engine;
  private final KnownKeys.Lookup lookup;
  private final boolean asks;
  private final Judging judging;
  private final KeywordAutomaton.Ends ends;
  private final Candidates candidates = new Candidates();
  private final TokenRuns tokens;
  private final Decoders decoders;
  private final @Nullable RuleTimes times;
  private final ContextPass context;
  private final ForeignPass foreign;
  private final Shapes shapes;
  private long @Nullable [] matchedTo;
  private @Nullable Region reading;
  private final Spots spots;
  private final Allowance allowance;
  private final Steps steps = new Steps();
  private boolean inName;

  /** Whether the name that a key is given to says an issuer whose keys have another form. */
  private boolean ofOtherForm;

  /**
   * @param decoders whose marks are noted on the way
   * @param spots gets where the text must be looked at again in one that differs from it
   * @param allowance what the rules may still take of the text, or of the one that hides it
   */
  Pass(
      ScanEngine engine,
      KnownKeys.Lookup lookup,
      KeywordAutomaton.Ends ends,
      Decoders decoders,
      Spots spots,
      Allowance allowance) {
    this.decoders = decoders;
    this.spots = spots;
    this.allowance = allowance;
    this.engine = engine;
    this.lookup = lookup;
    this.asks = !engine.known().isEmpty();
    this.judging = new Judging(lookup, asks, spots);
    this.ends = ends;
    this.times = engine.times();
    this.tokens = new TokenRuns(engine.known().shortest());
    this.shapes = new Shapes(engine.forms());
    this.foreign =
        new ForeignPass(
            engine.foreign(),
            allowance,
            (rule, place) -> {
              Region region = reading;
              if (region != null) {
                accept(region, rule, place, 0);
              }
            });
    this.context =
        new ContextPass(
            engine.contextRules(),
            engine.times(),
            (rule, place, affinity) -> {
              Region region = reading;
              if (region != null) {
                accept(region, rule, place, affinity);
              }
            },
            spots,
            allowance);
  }

  /** Says which file the text is of. */
  void path(String name) {
    foreign.path(name);
  }

  /**
   * Looks at what begins from {@code start} to {@code limit}.
   *
   * @param last whether the text ends with the region
   */
  void read(
      Region region, int start, int limit, boolean last, Consumer<Candidates.Candidate> sink) {
    judging.begin();
    engine.keywords().find(region.text(), 0, start, limit, ends);
    for (int i = 0; i < ends.size(); i++) {
      for (int keyword : engine.keywords().keywords(ends.state(i))) {
        if (keyword >= engine.firstMark()) {
          int end = ends.position(i);
          if (decoders.mark(keyword - engine.firstMark(), region.text(), end, region.to())) {
            spots.add(end, end + 1);
          }
          continue;
        }
        for (ScanEngine.Trial trial : engine.trials(keyword)) {
          int from = ends.position(i) + 1 - trial.keywordLength();
          if (times == null) {
            attempt(region, trial, from);
          } else {
            long began = System.nanoTime();
            attempt(region, trial, from);
            times.add(trial.rule(), System.nanoTime() - began);
          }
        }
      }
    }
    reading = region;
    runs(region, start, limit);
    foreign.read(region, start, limit);
    reading = null;
    if (asks) {
      tokens.read(region.text(), start, limit, region.to(), (a, b) -> ask(region, a, b));
    }
    long safe = last ? Long.MAX_VALUE : region.base() + limit - KeyPattern.MAX_BACK;
    candidates.settle(safe, sink);
  }

  /** Looks at a name, only for what needs nothing around it. A text of its own, read once. */
  void name(Region region, Consumer<Candidates.Candidate> sink) {
    inName = true;
    engine.keywords().find(region.text(), 0, 0, region.to(), ends);
    for (int i = 0; i < ends.size(); i++) {
      for (int keyword : engine.keywords().keywords(ends.state(i))) {
        for (ScanEngine.Trial trial :
            keyword < engine.firstMark() ? engine.trials(keyword) : List.<ScanEngine.Trial>of()) {
          if (trial.rule().standsAlone()) {
            attempt(region, trial, ends.position(i) + 1 - trial.keywordLength());
          }
        }
      }
    }
    if (asks) {
      askWords(region);
    }
    candidates.settle(Long.MAX_VALUE, sink);
  }

  /** In a name whatever joins words may stand before a key, and behind it: all is asked about. */
  private void askWords(Region region) {
    byte[] text = region.text();
    int to = region.to();
    int least = Math.max(TokenRuns.FLOOR, engine.known().shortest());
    for (int start = 0; start < to; start++) {
      if (!Boundary.isWord(text[start]) || (start > 0 && Boundary.isWord(text[start - 1]))) {
        continue;
      }
      int words = 0;
      int most = Math.min(to, start + TokenRuns.LONGEST);
      for (int end = start + 1; end <= most && words < MOST_WORDS; end++) {
        if (Boundary.isWord(text[end - 1]) && (end == to || !Boundary.isWord(text[end]))) {
          words++;
          if (end - start >= least) {
            ask(region, start, end);
          }
        }
      }
    }
  }

  /** Returns up to where a key of a name can reach; what stands behind it need not end it. */
  private static int nameEnd(CompiledRule rule, int at, int to) {
    return rule.hasOneLength() ? Math.min(to, at + rule.pattern().longest()) : to;
  }

  /** In a name, what joins words stands behind a key as well, if it is known where that ends. */
  private boolean ends(CompiledRule rule, byte[] text, int end, int to) {
    return Boundary.endsAt(text, end, to)
        || (inName
            && rule.hasOneLength()
            && Boundary.isWord(text[end - 1])
            && !Boundary.isWord(text[end]));
  }

  /** Cuts the text into runs of token characters, for all that looks for keys in those. */
  private void runs(Region region, int start, int limit) {
    byte[] text = region.text();
    int to = region.to();
    boolean words = !engine.contextRules().isEmpty();
    int least = Math.min(engine.contextRules().shortest(), Decoders.LONG_RUN);
    context.begin(start);
    int at = start;
    while (at > 0 && at > start - 64 && Bytes.is(text[at - 1], Bytes.TOKEN)) {
      at--;
    }
    while ((at = Bytes.run(text, at, limit, to, Bytes.TOKEN, least)) >= 0) {
      int end = Bytes.runEnd(text, at + least, to, Bytes.TOKEN);
      // What chance or an encoding made holds more than small letters.
      if (Bytes.isMixed(text, at, end)) {
        if (words) {
          context.run(text, at, end, start, limit, to);
        }
        int first = Math.max(start, at);
        if (end - first >= Decoders.LONG_RUN && first < limit) {
          decoders.run(first, end);
        }
      }
      at = end + 1;
    }
  }

  private void attempt(Region region, ScanEngine.Trial trial, int keyword) {
    CompiledRule rule = trial.rule();
    if (keyword < 0 || region.base() + keyword < matchedTo(rule) || allowance.isOver(rule)) {
      return;
    }
    steps.clear();
    if (rule.isShaped()) {
      shaped(region, trial, keyword);
    } else if (trial.offset().anywhere()) {
      accept(region, rule, rule.pattern().search(region.text(), keyword, 0, region.to(), steps), 0);
    } else {
      marked(region, trial, keyword);
    }
    if (allowance.take(rule, steps) || trial.isFar()) {
      spots.add(keyword, keyword + 1);
    }
  }

  private void marked(Region region, ScanEngine.Trial trial, int keyword) {
    CompiledRule rule = trial.rule();
    byte[] text = region.text();
    for (int back = trial.offset().most(); back >= trial.offset().least(); back--) {
      int at = keyword - back;
      if (at >= 0 && region.base() + at >= matchedTo(rule)) {
        int to = inName ? nameEnd(rule, at, region.to()) : region.to();
        KeyPattern.Place place = rule.pattern().matchAt(text, at, 0, to, steps);
        if (place != null && place.end() > keyword && accept(region, rule, place, 0)) {
          return;
        }
      }
    }
  }

  private void shaped(Region region, ScanEngine.Trial trial, int keyword) {
    KeyPattern pattern = trial.rule().pattern();
    byte[] text = region.text();
    Shape shape = trial.rule().rule().near().shape();
    boolean found = shapes.find(shape, text, keyword, keyword + trial.keywordLength(), region.to());
    steps.look(shapes.reached() - keyword, SHAPED);
    if (!found) {
      return;
    }
    int start = shapes.start();
    int end = shapes.end();
    if (pattern.matchesWhole(text, start, end)) {
      ofOtherForm = shape == Shape.ASSIGNED && shapes.isOfOtherForm();
      accept(
          region,
          trial.rule(),
          new KeyPattern.Place(start, end, start, end, -1, -1),
          shapes.bits());
      ofOtherForm = false;
    }
  }

  private long matchedTo(CompiledRule rule) {
    return matchedTo == null ? 0 : matchedTo[rule.index()];
  }

  private boolean accept(
      Region region, CompiledRule rule, KeyPattern.@Nullable Place place, int affinity) {
    if (place == null || place.keyEnd() <= place.keyStart()) {
      return false;
    }
    byte[] text = region.text();
    int start = place.keyStart();
    int end = place.keyEnd();
    if (!rule.isShaped()
        && (!Boundary.beginsAt(text, start, 0) || !ends(rule, text, end, region.to()))) {
      return false;
    }
    steps.add((long) JUDGED * (end - start));
    Judging.Judged judged = judging.judge(rule, place, text, region.to(), ofOtherForm);
    if (judged != null || judging.lookedAround()) {
      allowance.take(rule, AROUND);
    }
    if (judged == null) {
      return false;
    }
    if (matchedTo == null) {
      matchedTo = new long[engine.ruleCount()];
    }
    matchedTo[rule.index()] = region.base() + place.end();
    String id =
        place.idStart() < 0
            ? null
            : new String(
                text,
                place.idStart(),
                place.idEnd() - place.idStart(),
                StandardCharsets.ISO_8859_1);
    spots.add(start, end);
    candidates.add(
        new Candidates.Candidate(
            rule.rule(),
            rule.specificity(),
            affinity,
            judged.secret(),
            Shown.VALUE,
            judged.known(),
            judged.doubt(),
            id,
            region.base() + start,
            region.base() + end,
            region.base() + Math.min(start, place.start()),
            region.base() + Math.max(end, place.end()),
            region.place(start, end)));
    return true;
  }

  private void ask(Region region, int start, int end) {
    KnownKeys.Known known = lookup.askToken(region.text(), start, end);
    if (known == null) {
      return;
    }
    spots.add(start, end);
    candidates.add(
        new Candidates.Candidate(
            null,
            0,
            0,
            Secret.of(region.text(), start, end),
            known.shown(),
            known,
            null,
            known.shown() == Shown.KEY_ID ? text(region, start, end) : null,
            region.base() + start,
            region.base() + end,
            region.base() + start,
            region.base() + end,
            region.place(start, end)));
  }

  private static String text(Region region, int start, int end) {
    return new String(region.text(), start, end - start, StandardCharsets.UTF_8);
  }
}
