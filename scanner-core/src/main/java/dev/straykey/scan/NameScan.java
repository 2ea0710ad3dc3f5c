package dev.straykey.scan;

import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for keys in names, such as those of files. A name is no text: whatever is assigned, hidden
 * or said beside it does not speak for a key, so only a key with a mark of its own is found, and
 * one that the inventory knows.
 *
 * <p>For one thread.
 */
final class NameScan {
  private final ScanEngine engine;
  private final boolean asks;
  private final KeywordAutomaton.Ends ends = new KeywordAutomaton.Ends();
  private final Spots spots = new Spots();
  private final Allowance allowance;
  private final NamePass pass;

  NameScan(ScanEngine engine, KnownKeys.Lookup lookup) {
    this.engine = engine;
    this.asks = !engine.known().isEmpty();
    this.allowance = new Allowance(engine);
    this.pass = new NamePass(engine, lookup, ends, spots, allowance);
  }

  /**
   * Looks at the name that stands in {@code text} from {@code from} to {@code to}.
   *
   * @param origin asked for when something was found; null when that is told elsewhere
   * @return whether something was found, or a rule given up
   */
  boolean scan(byte[] text, int from, int to, Supplier<@Nullable Origin> origin, HitSink sink) {
    if (!asks && !mayHold(text, from, to)) {
      return false;
    }
    var found = new ArrayList<Candidates.Candidate>();
    byte[] name = Arrays.copyOfRange(text, from, to);
    spots.clear();
    allowance.begin();
    allowance.more(name.length);
    pass.read(new Region(name, name.length), found::add);
    List<String> said = allowance.said();
    if (found.isEmpty() && said.isEmpty()) {
      return false;
    }
    Origin where = origin.get();
    if (where != null) {
      found.forEach(
          candidate -> sink.hit(candidate.hit(where, candidate.place().withoutLines(), List.of())));
      said.forEach(detail -> sink.skipped(where, Skip.Reason.BOUNDED, detail));
    }
    return true;
  }

  /** Returns whether a mark stands there; of most names this is all that is looked at. */
  private boolean mayHold(byte[] text, int from, int to) {
    KeywordAutomaton keywords = engine.keywords();
    keywords.find(text, from, from, to, ends);
    for (int i = 0; i < ends.size(); i++) {
      for (int keyword : keywords.keywords(ends.state(i))) {
        if (keyword < engine.firstMark()) {
          for (ScanEngine.Trial trial : engine.trials(keyword)) {
            if (trial.rule().standsAlone()) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }
}
