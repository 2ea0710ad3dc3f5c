package dev.straykey.rule;

import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every issuer and rule of a run: immutable, ordered by id, the same wherever it travels. */
public final class RuleSet implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No rules at all. */
  public static final RuleSet EMPTY = new RuleSet(List.of());

  private final List<IssuerSpec> issuers;
  private final List<Rule> rules;
  private final Map<String, IssuerSpec> issuersById;
  private final Map<String, Rule> rulesById;
  private final String digest;

  /**
   * What the build made of the patterns, by rule; without it, they are made again. It does not
   * travel: whoever gets the rules has the same build.
   */
  private transient Map<String, KeyPattern> patterns = Map.of();

  private TreeMap<String, ForeignRule> foreign = new TreeMap<>();

  /**
   * @throws IllegalArgumentException when an issuer or a rule has the id of another
   */
  RuleSet(Collection<IssuerSpec> specs) {
    this(specs, null);
  }

  /**
   * @param digest as {@link #digest()} would compute it; null to have it computed
   */
  RuleSet(Collection<IssuerSpec> specs, @Nullable String digest) {
    var byId = new TreeMap<String, IssuerSpec>();
    var ruleById = new TreeMap<String, Rule>();
    for (IssuerSpec spec : specs) {
      if (byId.put(spec.id(), spec) != null) {
        throw new IllegalArgumentException("two issuers have the id " + spec.id());
      }
      for (Rule rule : spec.rules()) {
        if (ruleById.put(rule.id(), rule) != null) {
          throw new IllegalArgumentException("two rules have the id " + rule.id());
        }
      }
    }
    this.issuersById = byId;
    this.rulesById = ruleById;
    this.issuers = List.copyOf(byId.values());
    this.rules = List.copyOf(ruleById.values());
    this.digest = digest == null ? digestOf(rules) : digest;
  }

  /** Takes the patterns of rules that were compiled before, by id, before anyone else sees this. */
  void know(Map<String, KeyPattern> known) {
    patterns = Map.copyOf(known);
  }

  /** Takes the patterns of those rules that {@code other} has too, before anyone else sees this. */
  void know(RuleSet other) {
    var shared = new HashMap<String, KeyPattern>();
    other.patterns.forEach(
        (id, pattern) -> {
          Rule rule = rulesById.get(id);
          if (rule != null && rule.equals(other.rulesById.get(id))) {
            shared.put(id, pattern);
          }
        });
    know(shared);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    know(RuleFiles.shipped());
  }

  /** Returns the pattern of {@code rule}, ready to be tried. */
  @SuppressWarnings("ReferenceEquality") // first; what differs is compared as a whole
  public KeyPattern pattern(Rule rule) {
    Rule own = rulesById.get(rule.id());
    // Nearly always the very same: to compare all that a rule says takes longer than to find it.
    KeyPattern known = own == rule || rule.equals(own) ? patterns.get(rule.id()) : null;
    return known == null ? KeyPattern.of(rule.pattern()) : known;
  }

  /** Takes what other tools' rules ask beyond a pattern, by id, before anyone else sees this. */
  void take(Map<String, ForeignRule> rules) {
    foreign = new TreeMap<>(rules);
  }

  /** Returns the rules in the form of other tools, by id. */
  public Map<String, ForeignRule> foreign() {
    return foreign;
  }

  /** Returns the issuers, ordered by id. */
  public List<IssuerSpec> issuers() {
    return issuers;
  }

  /** Returns the rules of all issuers, ordered by id. */
  public List<Rule> rules() {
    return rules;
  }

  public @Nullable Rule rule(String id) {
    return rulesById.get(id);
  }

  public @Nullable IssuerSpec issuer(String id) {
    return issuersById.get(id);
  }

  /** Returns 64 hex characters that change when a rule would find something else. */
  public String digest() {
    return digest;
  }

  private static String digestOf(List<Rule> rules) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Rule rule : rules) {
        // The examples and the file's name change nothing about what is found.
        String what =
            String.join(
                "\n",
                rule.id(),
                rule.issuer(),
                String.join(",", rule.keywords()),
                rule.pattern(),
                String.valueOf(rule.form()),
                String.valueOf(rule.checksum()),
                String.valueOf(rule.minEntropy()),
                rule.scope() + " " + rule.severity() + " " + rule.publishable(),
                rule.trusted() + " " + rule.near() + "\n\n");
        sha.update(what.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
