package dev.straykey.scan;

import dev.straykey.model.KnownKeys;
import dev.straykey.rule.Boundary;
import java.util.function.Consumer;

/** Looks at one name after another, only for what needs nothing around it. */
final class NamePass {
  /** Of so many words of a name a key may be made. */
  private static final int MOST_WORDS = 16;

  private final ScanEngine engine;
  private final boolean asks;
  private final KeywordAutomaton.Ends ends;
  private final Candidates candidates = new Candidates();
  private final Attempts attempts;
  private final Asking asking;

  NamePass(
      ScanEngine engine,
      KnownKeys.Lookup lookup,
      KeywordAutomaton.Ends ends,
      Spots spots,
      Allowance allowance) {
    this.engine = engine;
    this.ends = ends;
    this.asks = !engine.known().isEmpty();
    this.attempts =
        new Attempts(engine, new Judging(lookup, asks, spots), candidates, spots, allowance, true);
    this.asking = new Asking(lookup, candidates, spots);
  }

  /** Looks at the name that is all of a region. */
  void read(Region region, Consumer<Candidates.Candidate> sink) {
    candidates.clear();
    attempts.clear();
    engine.keywords().find(region.text(), 0, 0, region.to(), ends);
    for (int i = 0; i < ends.size(); i++) {
      for (int keyword : engine.keywords().keywords(ends.state(i))) {
        if (keyword < engine.firstMark()) {
          for (ScanEngine.Trial trial : engine.trials(keyword)) {
            if (trial.rule().standsAlone()) {
              attempts.at(region, trial, ends.position(i) + 1 - trial.keywordLength());
            }
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
            asking.about(region, start, end);
          }
        }
      }
    }
  }
}
