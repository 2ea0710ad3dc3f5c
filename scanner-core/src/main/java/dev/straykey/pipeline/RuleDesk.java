package dev.straykey.pipeline;

import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.model.Verb;
import dev.straykey.model.WireName;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.RuleCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** What {@code straykey rules} asks for. */
public final class RuleDesk {
  private RuleDesk() {}

  /** Prints one line a kind of key. */
  public static void list(List<Path> files, PrintWriter out) {
    RuleSet rules = rules(files);
    for (Rule rule : rules.rules()) {
      IssuerSpec issuer = rules.issuer(rule.issuer());
      out.printf(
          "%-36s %-12s %-9s %-28s %s%n",
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
    for (Verb verb : List.of(Verb.INTROSPECT, Verb.DISABLE, Verb.REVOKE, Verb.VERIFY)) {
      if (issuer.call(verb, rule.id()) != null) {
        verbs.add(WireName.of(verb));
      }
    }
    return verbs.toString();
  }

  /** Runs every example of every rule; prints those that do not hold. */
  public static boolean test(List<Path> files, PrintWriter out) {
    // Files are tried by themselves and as ours would be: a shipped one is not its own double, and
    // the answers of its calls are looked at. Nothing is asked of anybody.
    RuleSet rules = files.isEmpty() ? RuleFiles.shipped() : onTopOf(RuleSet.EMPTY, files, true);
    List<RuleCheck.Failure> failures = RuleCheck.run(rules);
    failures.forEach(failure -> out.println(Inert.of(failure.toString())));
    long examples = rules.rules().stream().mapToLong(rule -> rule.examples().size()).sum();
    out.printf(
        "%,d kinds of key, %,d examples, %,d do not hold%n",
        rules.rules().size(), examples, failures.size());
    return failures.isEmpty();
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
