package dev.straykey.scan;

import dev.straykey.model.IssuerSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the issuers of keys without a mark are called: in names, and as hosts. For {@link
 * Surroundings}, which finds such a name where it stands further from a key than a word may.
 */
final class IssuerNames {
  private static final int LEAST_NAME = 3;

  /** Hosts that texts link to for other reasons; only what is called there tells whose a key is. */
  private static final Set<String> LINKED =
      Set.of(
          ("amazon apache apple atlassian bitbucket docker facebook github gitlab google linkedin"
                  + " medium microsoft mozilla notion npmjs pypi readme reddit rubygems slack"
                  + " sonatype twitter wikipedia youtube zendesk")
              .split(" ", -1));

  /** Second levels under which others register. */
  private static final Set<String> REGISTRIES =
      Set.of("ac", "co", "com", "edu", "gov", "ne", "net", "or", "org");

  private final Map<String, Name> byName = new HashMap<>();
  private final Map<String, List<CompiledRule>> byHost = new HashMap<>();

  /**
   * A name.
   *
   * @param plain whether it means nothing else
   */
  record Name(boolean plain, List<CompiledRule> rules) {}

  /**
   * @param byContext rules of kinds without a mark
   * @param issuers whose hosts may be named
   */
  IssuerNames(List<CompiledRule> byContext, List<IssuerSpec> issuers) {
    Map<String, List<CompiledRule>> byIssuer = new LinkedHashMap<>();
    for (CompiledRule rule : byContext) {
      byIssuer.computeIfAbsent(rule.rule().issuer(), k -> new ArrayList<>()).add(rule);
    }
    for (IssuerSpec issuer : issuers) {
      List<CompiledRule> rules = byIssuer.get(issuer.id());
      if (rules == null) {
        continue;
      }
      String id = ContextRules.joined(issuer.id());
      String bare = withoutSecond(issuer.id());
      // A name of two words, made one, is no word.
      name(id, id.length() < issuer.id().length() || isPlain(rules, id), rules);
      name(bare, isPlain(rules, bare), rules);
      host(id, rules);
      for (URI uri : new URI[] {issuer.host(), URI.create(issuer.source())}) {
        String label = uri == null || uri.getHost() == null ? "" : label(uri.getHost());
        if (uri == issuer.host() || label.startsWith(bare) || id.startsWith(label)) {
          host(label, rules);
        }
      }
      for (CompiledRule rule : rules) {
        for (String word : rule.rule().near().context()) {
          String joined = withoutSecond(word);
          // Other words are of the trade, not of the issuer.
          if (joined.startsWith(bare) || id.startsWith(joined)) {
            name(joined, isPlain(rules, joined), rules);
          }
        }
      }
    }
  }

  /** An issuer's rules say of a word that it is ordinary by asking for a second one. */
  private static boolean isPlain(List<CompiledRule> rules, String name) {
    return !KnownForms.isOrdinary(name)
        && rules.stream()
            .flatMap(rule -> rule.rule().near().context().stream())
            .anyMatch(word -> ContextRules.joined(word).equals(name));
  }

  /** Returns the joined parts of a word, without such as only say that it is a key's. */
  private static String withoutSecond(String word) {
    String[] parts = word.toLowerCase(java.util.Locale.ROOT).split("[ ._-]", -1);
    int end = parts.length;
    while (end > 1 && ContextRules.isSecondWord(parts[end - 1])) {
      end--;
    }
    return String.join("", List.of(parts).subList(0, end));
  }

  private void name(String name, boolean plain, List<CompiledRule> rules) {
    if (name.length() < LEAST_NAME || ContextRules.isSecondWord(name)) {
      return;
    }
    byName.merge(
        name,
        new Name(plain, List.copyOf(rules)),
        (a, b) -> new Name(a.plain() && b.plain(), both(a.rules(), b.rules())));
  }

  private void host(String label, List<CompiledRule> rules) {
    if (label.length() >= LEAST_NAME) {
      byHost.merge(label, List.copyOf(rules), IssuerNames::both);
    }
  }

  private static List<CompiledRule> both(List<CompiledRule> a, List<CompiledRule> b) {
    var both = new ArrayList<>(a);
    b.stream().filter(rule -> !both.contains(rule)).forEach(both::add);
    return List.copyOf(both);
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Returns what is called {@code name}, in lower case and without separators; null for none. */
  @Nullable Name name(String name) {
    return byName.get(name);
  }

  /** Returns the rules of whose host this is, in lower case; none for a host that texts link to. */
  List<CompiledRule> host(String host) {
    String label = label(host);
    boolean called = host.startsWith("api") || host.contains(".api") || host.contains("-api");
    return LINKED.contains(label) && !called ? List.of() : byHost.getOrDefault(label, List.of());
  }

  /** Returns the part of a host's name that was registered, without hyphens. */
  private static String label(String host) {
    String[] parts = host.toLowerCase(java.util.Locale.ROOT).split("\\.", -1);
    int at = parts.length - 2;
    if (at > 0 && REGISTRIES.contains(parts[at])) {
      at--;
    }
    return at < 0 ? "" : parts[at].replace("-", "");
  }
}
