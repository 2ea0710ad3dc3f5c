package dev.straykey.scan;

import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Measures what each rule costs of a scan. */
public final class RuleSpeed {
  private static final int WARM_UP = 2;

  private RuleSpeed() {}

  /**
   * What a rule cost.
   *
   * @param share of the whole scan, 0 to 1
   * @param nanos spent in its pattern and what follows it
   */
  public record Cost(String ruleId, double share, long nanos) {}

  /**
   * Scans {@code texts} and returns the rules that cost anything, dearest first. The clock is read
   * for every trial, which is counted with the rule: the figures are upper bounds.
   *
   * @throws IOException when a text cannot be read
   */
  public static List<Cost> measure(RuleSet rules, List<Document> texts) throws IOException {
    long total = 0;
    var times = new RuleTimes(rules.rules().size());
    for (int round = 0; round <= WARM_UP; round++) {
      times = new RuleTimes(rules.rules().size());
      Worker worker = new ScanEngine(rules, KnownKeys.NONE, times).worker();
      long began = System.nanoTime();
      for (Document text : texts) {
        worker.scan(text, hit -> {});
      }
      total = Math.max(1, System.nanoTime() - began);
    }
    var costs = new ArrayList<Cost>();
    for (int i = 0; i < rules.rules().size(); i++) {
      if (times.of(i) > 0) {
        costs.add(new Cost(rules.rules().get(i).id(), (double) times.of(i) / total, times.of(i)));
      }
    }
    costs.sort(Comparator.comparingLong(Cost::nanos).reversed().thenComparing(Cost::ruleId));
    return costs;
  }

  /** Returns the examples of all rules as texts to measure on. */
  public static List<Document> examples(RuleSet rules) {
    return rules.rules().stream()
        .flatMap(rule -> rule.examples().stream())
        .map(example -> Document.text(Origin.unresolved("example"), example.text()))
        .toList();
  }
}
