package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.decode.Decoders;
import dev.straykey.model.KnownKeys;
import dev.straykey.rule.KeyPattern;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One text after another on its way through the engine: a document, or what an encoding in it hid.
 * Sees the text a region at a time; remembers between regions what may still overlap.
 *
 * <p>What it takes to begin hangs on what the text before it held, so that thousands of small texts
 * take no longer than one that is as large.
 */
final class Pass {
  private final ScanEngine engine;
  private final boolean asks;
  private final Judging judging;
  private final KeywordAutomaton.Ends ends;
  private final Candidates candidates = new Candidates();
  private final Attempts attempts;
  private final Asking asking;
  private final TokenRuns tokens;
  private final ContextPass context;
  private final ForeignPass foreign;
  private final Spots spots;
  private Decoders decoders;
  private @Nullable Region reading;

  /**
   * @param decoders whose marks are noted on the way, unless others are named with a text
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
    this.engine = engine;
    this.ends = ends;
    this.decoders = decoders;
    this.spots = spots;
    this.asks = !engine.known().isEmpty();
    this.judging = new Judging(lookup, asks, spots);
    this.attempts = new Attempts(engine, judging, candidates, spots, allowance, false);
    this.asking = new Asking(lookup, candidates, spots);
    this.tokens = new TokenRuns(engine.known().shortest());
    this.foreign =
        new ForeignPass(engine.foreign(), allowance, (rule, place) -> accept(rule, place, 0));
    this.context =
        new ContextPass(engine.contextRules(), engine.times(), this::accept, spots, allowance);
  }

  /**
   * Begins a text.
   *
   * @param path of the file that it is of
   */
  void begin(Decoders noting, String path) {
    decoders = noting;
    candidates.clear();
    attempts.clear();
    foreign.begin(path);
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
          attempts.at(region, trial, ends.position(i) + 1 - trial.keywordLength());
        }
      }
    }
    reading = region;
    runs(region, start, limit);
    foreign.read(region, start, limit);
    reading = null;
    if (asks) {
      tokens.read(region.text(), start, limit, region.to(), (a, b) -> asking.about(region, a, b));
    }
    long safe = last ? Long.MAX_VALUE : region.base() + limit - KeyPattern.MAX_BACK;
    candidates.settle(safe, sink);
  }

  private void accept(CompiledRule rule, KeyPattern.Place place, int affinity) {
    Region region = reading;
    if (region != null) {
      attempts.accept(region, rule, place, affinity);
    }
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
}
