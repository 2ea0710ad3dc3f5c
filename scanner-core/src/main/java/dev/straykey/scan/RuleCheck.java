package dev.straykey.scan;

import dev.straykey.model.Call;
import dev.straykey.model.Document;
import dev.straykey.model.Doubt;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.WireName;
import dev.straykey.rule.ForeignRule;
import dev.straykey.rule.PatternCost;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether any pattern is slow, runs every example of every rule through the engine, and every
 * example answer of every call through its conditions. Keys are made from the patterns, the same
 * ones every time.
 */
public final class RuleCheck {
  private static final int TRIES = 50;

  private final RuleSet rules;
  private final ScanEngine engine;
  private final List<Failure> failures = new ArrayList<>();

  /**
   * An example that does not hold.
   *
   * @param origin file
   * @param subject id of the rule, or issuer and verb
   * @param example which one, counted from 1; 0 when there is none
   */
  public record Failure(String origin, String subject, int example, String problem) {
    @Override
    public String toString() {
      return example == 0
          ? "%s %s: %s".formatted(origin, subject, problem)
          : "%s %s example %d: %s".formatted(origin, subject, example, problem);
    }
  }

  private RuleCheck(RuleSet rules) {
    this.rules = rules;
    this.engine = new ScanEngine(rules, KnownKeys.NONE);
  }

  /** Returns what does not hold; empty when all is well. */
  public static List<Failure> run(RuleSet rules) {
    var check = new RuleCheck(rules);
    for (IssuerSpec issuer : rules.issuers()) {
      issuer.rules().forEach(check::rule);
      issuer.calls().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry ->
                  entry
                      .getValue()
                      .forEach(
                          call -> check.call(issuer, issuer.id() + " " + entry.getKey(), call)));
    }
    return List.copyOf(check.failures);
  }

  private void rule(Rule rule) {
    speed(rule);
    if (rule.near().identifier()) {
      // Never reported: what it fits shows in the examples of the other half.
      return;
    }
    if (rule.examples().stream().noneMatch(example -> example.finds() > 0)) {
      failures.add(new Failure(rule.origin(), rule.id(), 0, "no example must fire"));
    }
    int number = 0;
    for (Rule.Example example : rule.examples()) {
      number++;
      PatternSampler.Sample sample = example.text().contains("{") ? sample(rule) : null;
      if (example.text().contains("{key}") && sample == null) {
        failures.add(
            new Failure(rule.origin(), rule.id(), number, "no key can be made from the pattern"));
        continue;
      }
      String problem = problem(rule, example, fill(example.text(), sample));
      if (problem != null) {
        failures.add(new Failure(rule.origin(), rule.id(), number, problem));
      }
    }
  }

  private void speed(Rule rule) {
    ForeignRule foreign = rules.foreign().get(rule.id());
    String problem =
        foreign == null
            ? PatternCost.problem(rule, rules.pattern(rule))
            : PatternCost.problem(foreign);
    if (problem != null) {
      failures.add(new Failure(rule.origin(), rule.id(), 0, problem));
    }
  }

  /** Returns what does not hold of an example; null when it holds. */
  private @Nullable String problem(Rule rule, Rule.Example example, String text) {
    List<Optional<Doubt>> hits = hits(rule, text);
    long found = hits.stream().filter(Optional.ofNullable(example.doubt())::equals).count();
    if (found != example.finds()) {
      return "fires %d times, not %d%s".formatted(found, example.finds(), why(rule, text));
    }
    // A near miss may differ from a key in its checksum alone.
    return hits.stream()
        .flatMap(Optional::stream)
        .filter(d -> d != example.doubt() && d != Doubt.CHECKSUM)
        .findFirst()
        .map(d -> "fires, in doubt; say so: doubt: " + WireName.of(d))
        .orElse(null);
  }

  /** Returns what the rule made of an example, as the end of a sentence. */
  private String why(Rule rule, String text) {
    try {
      List<RuleExplanation.Step> steps = RuleExplanation.of(rules, text, rule.id());
      return steps.isEmpty()
          ? "; none of its keywords or context words stands there"
          : "; " + steps.get(steps.size() - 1).said();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fill(String text, PatternSampler.@Nullable Sample sample) {
    return sample == null
        ? text
        : text.replace("{key}", sample.key())
            .replace("{id}", sample.id())
            .replace("{match}", sample.match());
  }

  /** Returns a made key that does not by chance look like a placeholder, or null. */
  private PatternSampler.@Nullable Sample sample(Rule rule) {
    PatternSampler.Sample sample = null;
    for (int seed = 0; seed < TRIES; seed++) {
      sample = PatternSampler.make(rule, rule.id().hashCode() + 31L * seed);
      if (sample == null) {
        return null;
      }
      byte[] key = sample.key().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      // Some keys of letters alone look like names: no rule by context finds those.
      if (!Placeholders.is(key, 0)
          && (!rule.byContext()
              || Literals.hasDigit(key, 0, key.length)
              || ContextPass.couldBeKey(key, 0, key.length))
          && Placeholders.entropy(key, 0) >= rule.minEntropy()
          && (!rule.near().rare()
              || Rarity.isRare(key, Math.min(rule.prefixLength(), key.length)))) {
        return sample;
      }
    }
    return sample;
  }

  /** Returns for each finding of {@code rule} what it is in doubt of. */
  private List<Optional<Doubt>> hits(Rule rule, String text) {
    var hits = new ArrayList<Optional<Doubt>>();
    try {
      engine
          .worker()
          .scan(
              Document.text(Origin.unresolved(rule.id()), text),
              hit -> {
                if (hit.rule != null && hit.rule.id().equals(rule.id())) {
                  hits.add(Optional.ofNullable(hit.doubt));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hits;
  }

  private void call(IssuerSpec issuer, String subject, Call call) {
    if (call.examples().isEmpty()) {
      failures.add(new Failure(issuer.origin(), subject, 0, "has no example answer"));
    }
    int number = 0;
    for (Call.Example example : call.examples()) {
      number++;
      String taken = AnswerCheck.meaning(call, example);
      if (!taken.equals(example.means())) {
        String problem = "is taken for %s, not %s".formatted(taken, example.means());
        failures.add(new Failure(issuer.origin(), subject, number, problem));
      }
    }
  }
}
