package dev.straykey.rule;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Joins files in the form of gitleaks and betterleaks to a rule set: each is one issuer. */
final class ForeignFiles {
  private static final String EXTENDS = "SK-1563";
  private static final int DEEPEST = 3;

  private ForeignFiles() {}

  static RuleSet load(RuleSet base, Path file, Consumer<String> notices) {
    Path fileName = file.getFileName();
    String name = fileName == null ? "rules" : fileName.toString().replaceFirst("\\.toml$", "");
    String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String issuer = "rules-" + slug.replaceAll("^-+|-+$", "");
    while (base.issuer(issuer) != null) {
      issuer += "-2";
    }
    Map<String, ForeignRule> read = read(file, issuer, notices, 1);
    dropUnsatisfiable(read, notices);
    Map<String, ForeignRule> foreign = new TreeMap<>(base.foreign());
    Map<String, String> renamed = new LinkedHashMap<>();
    for (String id : read.keySet()) {
      String own = id;
      while (base.rule(own) != null) {
        own = issuer + "." + own;
      }
      renamed.put(id, own);
    }
    var rules = new ArrayList<Rule>();
    read.forEach(
        (id, rule) -> {
          ForeignRule own = withId(rule, renamed);
          rules.add(own.rule());
          foreign.put(own.rule().id(), own);
        });
    List<IssuerSpec> issuers = new ArrayList<>(base.issuers());
    issuers.add(
        new IssuerSpec(
            issuer,
            "Rules of " + file,
            file.toString(),
            null,
            rules,
            Map.of(),
            file.toString(),
            false));
    var all = new RuleSet(issuers);
    all.know(base);
    all.take(foreign);
    return all;
  }

  /** A rule whose other half is not there could never fire, and whoever wrote it would not know. */
  private static void dropUnsatisfiable(Map<String, ForeignRule> rules, Consumer<String> notices) {
    for (ForeignRule rule : List.copyOf(rules.values())) {
      for (ForeignRule.Required required : rule.required()) {
        if (!rules.containsKey(required.id()) && rules.remove(rule.rule().id()) != null) {
          notices.accept(
              "%s: is left out: it requires %s, which is not there"
                  .formatted(rule.rule().id(), required.id()));
        }
      }
    }
  }

  private static Map<String, ForeignRule> read(
      Path file, String issuer, Consumer<String> notices, int depth) {
    TomlRules.Read read = TomlRules.read(RuleFiles.read(file), file.toString(), issuer);
    read.notices().forEach(notices);
    Map<String, ForeignRule> rules = new LinkedHashMap<>();
    if (read.extended() != null) {
      Path other = file.resolveSibling(read.extended());
      if (depth == DEEPEST || !Files.isRegularFile(other)) {
        throw new InvalidInputException(
            EXTENDS,
            "%s:1 extend.path names no file beside it, or too many extend one another"
                .formatted(file),
            "Name a file by its path from there, or take extend out");
      }
      rules.putAll(read(other, issuer, notices, depth + 1));
      rules.keySet().removeAll(read.disabled());
    }
    rules.putAll(read.rules());
    return rules;
  }

  /** Rules of the shipped issuers keep their ids; another's of the same id is called anew. */
  private static ForeignRule withId(ForeignRule rule, Map<String, String> renamed) {
    Rule of = rule.rule();
    var model =
        new Rule(
            renamed.getOrDefault(of.id(), of.id()),
            of.issuer(),
            of.name(),
            of.keywords(),
            of.pattern(),
            of.scope(),
            of.severity(),
            of.publishable(),
            of.checksum(),
            of.minEntropy(),
            of.prefixLength(),
            of.examples(),
            of.origin(),
            of.trusted());
    return new ForeignRule(
        model,
        rule.keywords(),
        rule.pattern(),
        rule.longest(),
        rule.secretGroup(),
        rule.entropy(),
        rule.path(),
        rule.allowlists(),
        rule.filters(),
        rule.required().stream()
            .map(
                r ->
                    new ForeignRule.Required(renamed.getOrDefault(r.id(), r.id()), r.withinLines()))
            .toList(),
        rule.silent());
  }
}
