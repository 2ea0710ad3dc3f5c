package dev.straykey.pipeline;

import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.model.Verb;
import dev.straykey.model.WireName;
import dev.straykey.rule.RuleSet;
import java.util.List;
import java.util.StringJoiner;

/**
 * All issuers on one page, with what can be done for each.
 *
 * <p><b>Shape:</b> Markdown, one row an issuer, in the order of their ids; the same rules give the
 * same bytes.
 */
final class IssuerPage {
  private static final List<Verb> VERBS =
      List.of(Verb.INTROSPECT, Verb.VERIFY, Verb.READ, Verb.DISABLE, Verb.REVOKE);

  private IssuerPage() {}

  static String of(RuleSet rules) {
    long secret = rules.rules().stream().filter(rule -> !isPublic(rule)).count();
    var page = new StringBuilder();
    page.append("# Issuers\n\n")
        .append(
            "Made of `rules/` by `straykey rules list --format markdown`; a test holds it to them.\n\n")
        .append(
            "%,d kinds of key from %,d issuers; %,d of the kinds are secret, the others public halves.\n"
                .formatted(rules.rules().size(), rules.issuers().size(), secret))
        .append(
            "A verb's number says for how many kinds it can be done. `introspect` asks the issuer about a\n")
        .append(
            "key, `verify` probes whether it works, `read` reads its record back, `disable` ends it reversibly,\n")
        .append(
            "`revoke` for good. Where none stands, the key becomes a task for its owner; `by hand` leads to the\n")
        .append(
            "page on which a person ends keys, as it is seen in use. A kind in italics has no mark of its own:\n")
        .append("only the words before it name it.\n\n")
        .append("| issuer | kinds of key | what can be done | source |\n")
        .append("|---|---|---|---|\n");
    for (IssuerSpec issuer : rules.issuers()) {
      page.append("| [")
          .append(cell(issuer.name()))
          .append("](../rules/")
          .append(issuer.id())
          .append(".yaml) | ")
          .append(kinds(issuer))
          .append(" | ")
          .append(verbs(issuer))
          .append(" | [")
          .append(host(issuer.source()))
          .append("](")
          .append(cell(issuer.source()))
          .append(") |\n");
    }
    return page.toString();
  }

  private static String kinds(IssuerSpec issuer) {
    var kinds = new StringJoiner(", ");
    for (Rule rule : issuer.rules()) {
      String name = cell(shortened(rule.name(), issuer.name()));
      String shown = rule.byContext() ? "*" + name + "*" : name;
      kinds.add(isPublic(rule) ? shown + " (public)" : shown);
    }
    return kinds.toString();
  }

  /** The issuer's name stands in the row already. */
  private static String shortened(String kind, String issuer) {
    return kind.startsWith(issuer + " ") ? kind.substring(issuer.length() + 1) : kind;
  }

  private static boolean isPublic(Rule rule) {
    return rule.publishable() || rule.near().identifier();
  }

  private static String verbs(IssuerSpec issuer) {
    var verbs = new StringJoiner(", ");
    for (Verb verb : VERBS) {
      long count = issuer.rules().stream().filter(rule -> issuer.can(verb, rule.id())).count();
      if (count > 0) {
        verbs.add(WireName.of(verb) + " " + count);
      }
    }
    String done = verbs.length() == 0 ? "task" : verbs.toString();
    return issuer.console() == null ? done : done + ", [by hand](" + issuer.console() + ")";
  }

  private static String host(String source) {
    int start = source.indexOf("://") + 3;
    int end = source.indexOf('/', start);
    return end < 0 ? source.substring(start) : source.substring(start, end);
  }

  /** Nothing in a cell ends it, or is read as Markdown. */
  private static String cell(String text) {
    return Inert.of(text).replace("|", "\\|").replace("*", "\\*");
  }
}
