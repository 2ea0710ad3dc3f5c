package dev.straykey.scan;

import dev.straykey.model.IssuerSpec;
import dev.straykey.rule.Boundary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private static final int HEAD = 4;

  /** A shorter label of a host may be any word. */
  private static final int LEAST_LABEL = 6;

  private static final int HEADS = 1 << 16;

  /** Hosts that texts link to for other reasons; only what is called there tells whose a key is. */
  private static final Set<String> LINKED =
      Set.of(
          ("amazon apache apple atlassian bitbucket docker facebook github gitlab google linkedin"
                  + " medium microsoft mozilla notion npmjs pypi readme reddit rubygems slack"
                  + " sonatype twitter wikipedia youtube zendesk")
              .split(" ", -1));

  /** Hosts that hold the documentation of others. */
  private static final Set<String> SHELVES =
      Set.of(
          ("apiary archive atlassian blogspot curl cwe freshdesk getpostman gitbook github githubusercontent"
                  + " gitlab google googleapis helpscoutdocs herokuapp ietf intercom man7 medium microsoft"
                  + " mitre mozilla notion npmjs oracle pages postman pypi python rapidapi readme readmeio readthedocs"
                  + " rubygems rustlang stackoverflow stoplight swagger swaggerhub wikipedia windows zendesk")
              .split(" ", -1));

  /** Second levels under which others register. */
  private static final Set<String> REGISTRIES =
      Set.of("ac", "co", "com", "edu", "gov", "ne", "net", "or", "org");

  /** By a hash of their first letters, what names there are: most words are none. */
  private final long[] heads = new long[HEADS / Long.SIZE];

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
      if (rules != null) {
        issuer(issuer, List.copyOf(rules));
      }
    }
  }

  private void issuer(IssuerSpec issuer, List<CompiledRule> rules) {
    String id = ContextRules.joined(issuer.id());
    String bare = withoutSecond(issuer.id());
    // An issuer's rules say of a word that it is ordinary by asking for a second one.
    var plain = new HashSet<String>();
    var said = new HashSet<String>();
    for (CompiledRule rule : rules) {
      for (String word : rule.rule().near().context()) {
        if (said.add(word)) {
          plain.add(ContextRules.joined(word));
        }
      }
    }
    // A name of two words, made one, is no word.
    name(id, id.length() < issuer.id().length() || isPlain(plain, id), rules);
    name(bare, isPlain(plain, bare), rules);
    for (String word : said) {
      String joined = withoutSecond(word);
      // Other words are of the trade, not of the issuer.
      if (joined.startsWith(bare) || id.startsWith(joined)) {
        name(joined, isPlain(plain, joined), rules);
      }
    }
    host(id, rules);
    if (issuer.host() != null && issuer.host().getHost() != null) {
      host(label(issuer.host().getHost()), rules);
    }
    String label = label(hostOf(issuer.source()));
    if (!SHELVES.contains(label)) {
      host(label, rules);
      if (label.length() >= LEAST_LABEL || label.startsWith(bare) || isPlain(plain, label)) {
        name(label, isPlain(plain, label), rules);
      }
    }
  }

  private static boolean isPlain(Set<String> words, String name) {
    return words.contains(name) && !KnownForms.isOrdinary(name);
  }

  private static String hostOf(String address) {
    int first = address.indexOf("://") + 3;
    int end = first;
    while (end < address.length() && "/:?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    return first < 3 ? "" : address.substring(first, end);
  }

  /** Returns the joined parts of a word, without such as only say that it is a key's. */
  private static String withoutSecond(String word) {
    int end = word.length();
    for (int i = end - 1; i > 0; i--) {
      if (ContextRules.isJoint(word.charAt(i))) {
        if (!ContextRules.isSecondWord(word.substring(i + 1, end))) {
          break;
        }
        end = i;
      }
    }
    return ContextRules.joined(word.substring(0, end));
  }

  private void name(String name, boolean plain, List<CompiledRule> rules) {
    if (name.length() < LEAST_NAME || ContextRules.isSecondWord(name)) {
      return;
    }
    int head = 0;
    for (int i = 0; i < Math.min(name.length(), HEAD); i++) {
      head = next(head, name.charAt(i));
    }
    heads[head >> 6] |= 1L << head;
    byName.merge(
        name,
        new Name(plain, rules),
        (a, b) -> new Name(a.plain() && b.plain(), both(a.rules(), b.rules())));
  }

  private void host(String label, List<CompiledRule> rules) {
    if (label.length() >= LEAST_NAME) {
      byHost.merge(label, rules, IssuerNames::both);
    }
  }

  private static List<CompiledRule> both(List<CompiledRule> a, List<CompiledRule> b) {
    if (a.equals(b)) {
      return a;
    }
    var both = new ArrayList<>(a);
    b.stream().filter(rule -> !both.contains(rule)).forEach(both::add);
    return List.copyOf(both);
  }

  private static int next(int head, int letter) {
    return (head * 37 + letter) & (HEADS - 1);
  }

  /**
   * Returns false when no name begins as the letters from {@code first} on do, without what
   * separates their words.
   */
  boolean mayBegin(byte[] text, int first, int end) {
    int head = 0;
    int letters = 0;
    for (int i = first; i < end && letters < HEAD; i++) {
      if (Boundary.isWord(text[i])) {
        head = next(head, text[i] > '9' ? text[i] | 32 : text[i]);
        letters++;
        if (letters >= LEAST_NAME && (heads[head >> 6] & 1L << head) != 0) {
          return true;
        }
      }
    }
    return false;
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
    int end = host.lastIndexOf('.');
    int first = end < 0 ? -1 : host.lastIndexOf('.', end - 1);
    if (first > 0 && REGISTRIES.contains(host.substring(first + 1, end))) {
      end = first;
      first = host.lastIndexOf('.', end - 1);
    }
    return end < 0 ? "" : ContextRules.joined(host.substring(first + 1, end));
  }
}
