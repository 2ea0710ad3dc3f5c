package dev.straykey.scan;

import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.rule.PatternCost;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Measures what each rule costs of a scan. */
public final class RuleSpeed {
  private static final int WARM_UP = 2;
  private static final long LEAST_TEXT = 64 << 10;

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

  /**
   * Returns texts to measure {@code rules} on: their examples, and their keywords in ordinary text,
   * as often as it takes to fill 64 KiB.
   */
  public static List<Document> examples(RuleSet rules) {
    var once = new ArrayList<String>();
    for (Rule rule : rules.rules()) {
      rule.examples().forEach(example -> once.add(example.text()));
      if (!rule.keywords().isEmpty()) {
        once.add(PatternCost.amongOrdinaryText(rule.keywords()));
      }
    }
    var texts = new ArrayList<Document>();
    for (long left = LEAST_TEXT; left > 0 && !once.isEmpty(); ) {
      for (String text : once) {
        texts.add(text(text));
        left -= text.length() + 1;
      }
    }
    return List.copyOf(texts);
  }

  private static Document text(String text) {
    return Document.text(Origin.unresolved("example"), text);
  }
}
