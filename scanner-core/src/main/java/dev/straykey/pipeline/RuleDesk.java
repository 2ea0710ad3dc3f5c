package dev.straykey.pipeline;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Verb;
import dev.straykey.model.WireName;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.RuleCheck;
import dev.straykey.scan.RuleExplanation;
import dev.straykey.scan.RuleSpeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code straykey rules} asks for. */
public final class RuleDesk {
  private static final String UNREADABLE = "SK-1512";
  private static final int SHOWN = 10;
  private static final long MOST_BYTES = 256L << 20;

  private RuleDesk() {}

  /** Prints one line a kind of key. */
  public static void list(List<Path> files, PrintWriter out) {
    RuleSet rules = rules(files);
    for (Rule rule : rules.rules()) {
      IssuerSpec issuer = rules.issuer(rule.issuer());
      out.printf(
          "%-36s %-12s %-9s %-36s %s%n",
          rule.id(),
          WireName.of(rule.scope()),
          rule.publishable() ? "public" : WireName.of(rule.severity()),
          issuer == null ? "" : verbs(issuer, rule),
          rule.name());
    }
    out.printf("%,d kinds of key from %,d issuers%n", rules.rules().size(), rules.issuers().size());
  }

  /** Prints {@code docs/issuers.md}: all issuers, with what can be done for each. */
  public static void page(List<Path> files, PrintWriter out) {
    out.print(IssuerPage.of(rules(files)));
    out.flush();
  }

  private static String verbs(IssuerSpec issuer, Rule rule) {
    var verbs = new StringJoiner(" ");
    for (Verb verb : List.of(Verb.INTROSPECT, Verb.READ, Verb.DISABLE, Verb.REVOKE, Verb.VERIFY)) {
      if (issuer.can(verb, rule.id())) {
        verbs.add(WireName.of(verb));
      }
    }
    return verbs.toString();
  }

  /** Runs every example of every rule; prints those that do not hold. */
  public static boolean test(List<Path> files, PrintWriter out) {
    RuleSet rules = tried(files);
    List<RuleCheck.Failure> failures = RuleCheck.run(rules);
    failures.forEach(failure -> out.println(Inert.of(failure.toString())));
    long examples = rules.rules().stream().mapToLong(rule -> rule.examples().size()).sum();
    out.printf(
        "%,d kinds of key, %,d examples, %,d do not hold%n",
        rules.rules().size(), examples, failures.size());
    return failures.isEmpty();
  }

  /**
   * Prints which rules cost most of a scan of {@code text}.
   *
   * @param text a file or folder; null for the examples and keywords of {@code files}, or of all
   */
  public static void speed(List<Path> files, @Nullable Path text, PrintWriter out) {
    RuleSet rules = rules(files);
    try {
      List<Document> texts = text == null ? RuleSpeed.examples(tried(files)) : texts(text);
      List<RuleSpeed.Cost> costs = RuleSpeed.measure(rules, texts);
      out.printf("%-48s %8s %12s %12s%n", "dearest rules", "of scan", "microseconds", "slows by");
      for (RuleSpeed.Cost cost : costs.subList(0, Math.min(SHOWN, costs.size()))) {
        out.printf(
            Locale.ROOT,
            "%-48s %7.2f%% %12d %10.1f x%n",
            cost.ruleId(),
            cost.share() * 100,
            cost.nanos() / 1000,
            1 / Math.max(1e-3, 1 - cost.share()));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          UNREADABLE,
          "the text to measure on cannot be read (%s)".formatted(FileTrouble.of(e)),
          "Name a file, or a folder that you may read");
    }
  }

  private static List<Document> texts(Path path) throws IOException {
    var texts = new ArrayList<Document>();
    long left = MOST_BYTES;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
        left -= Files.size(file);
        if (left < 0) {
          break;
        }
        texts.add(
            Document.file(Origin.unresolved("text"), "", Content.of(Files.readAllBytes(file))));
      }
    }
    return texts;
  }

  /**
   * Prints what each rule made of {@code text}, whose characters are not repeated.
   *
   * @return true when a rule fires
   */
  public static boolean explain(List<Path> files, String text, PrintWriter out) {
    try {
      List<RuleExplanation.Step> steps = RuleExplanation.of(rules(files), text);
      for (RuleExplanation.Step step : steps) {
        out.printf(
            "%d:%d %s: %s%n", step.line(), step.column(), step.ruleId(), Inert.of(step.said()));
      }
      if (steps.isEmpty()) {
        out.println("No rule's keyword or context word stands in the text.");
      }
      return steps.stream().anyMatch(step -> step.said().contains("it fires"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuleSet tried(List<Path> files) {
    // Files are tried by themselves and as ours would be: a shipped one is not its own double, and
    // the answers of its calls are looked at. Nothing is asked of anybody.
    return files.isEmpty() ? RuleFiles.shipped() : onTopOf(RuleSet.EMPTY, files, true);
  }

  private static RuleSet rules(List<Path> files) {
    return onTopOf(RuleFiles.shipped(), files, false);
  }

  private static RuleSet onTopOf(RuleSet base, List<Path> files, boolean trusted) {
    RuleSet rules = base;
    for (Path file : files) {
      rules = RuleFiles.load(rules, file, trusted);
    }
    return rules;
  }
}
