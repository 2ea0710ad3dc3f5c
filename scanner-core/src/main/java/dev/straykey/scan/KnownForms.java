package dev.straykey.scan;

import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.rule.Boundary;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of issuers that a generic rule must not contradict: where a name says whose key a
 * value is, or the value begins as that issuer's keys do, the issuer's own rules decide. What they
 * do not take is then no key.
 */
final class KnownForms {
  private static final int LEAST_PREFIX = 3;
  private static final int MOST_PREFIX = 16;
  private static final int LEAST_WORD = 3;

  /** A shorter beginning stands before anything. */
  private static final int LEAST_MARK = 5;

  /** Issuers that are kinds of secret, not somebody. */
  private static final Set<String> NOBODY =
      Set.of(
          "generic",
          "jwt",
          "private-key",
          "own",
          "age",
          "http-authorization",
          "password-hash",
          "jdbc",
          "connection-string",
          "command-line",
          "generic-command",
          "generic-tool",
          "kubernetes-secret");

  /**
   * Words that name an issuer and mean something else in most names, and servers that everybody
   * runs: their passwords have no form.
   */
  private static final Set<String> ORDINARY =
      Set.of(
          ("age airship appid autopilot axiom box bot chatbot checkout close column couchbase crumb"
                  + " cursor daily deputy django docker enigma envoy float front ftp ghost guardian"
                  + " harness here host hostio jenkins kanban knock kong ldap line linear make"
                  + " manifest mongodb mysql notion particle persona phrase plaid polar polygon"
                  + " postgres privacy proof pusher rabbitmq railway ramp redis refiner render"
                  + " replicate roaring sanity segment semaphore shortcut sidekiq square strapi"
                  + " streak truenas unseal verifier wise")
              .split(" ", -1));

  private final Set<String> prefixes = new HashSet<>();

  /** Words that name an issuer, and its rules. */
  private final Map<String, List<Rule>> issuers = new HashMap<>();

  private final RuleSet rules;

  /** Literal beginnings of keys, and whose they are; nobody's where several issuers share one. */
  private final Map<String, String> beginnings = new HashMap<>();

  KnownForms(RuleSet rules) {
    this.rules = rules;
    for (IssuerSpec issuer : rules.issuers()) {
      for (Rule rule : issuer.rules()) {
        String prefix = rules.pattern(rule).keyPrefix();
        if (prefix.length() >= LEAST_PREFIX) {
          beginnings.merge(prefix, issuer.id(), (a, b) -> a.equals(b) ? a : "");
        }
      }
      if (NOBODY.contains(issuer.id())
          || issuer.rules().stream()
              .anyMatch(rule -> rule.near().shape() != dev.straykey.model.Shape.ANYWHERE)) {
        continue;
      }
      String id = issuer.id().replace("-", "");
      if (id.length() >= LEAST_WORD && !ORDINARY.contains(id)) {
        issuers.computeIfAbsent(id, w -> new ArrayList<>()).addAll(issuer.rules());
      }
      for (Rule rule : issuer.rules()) {
        addPrefixes(rule, rules.pattern(rule));
        for (String word : rule.near().context()) {
          String joined = ContextRules.joined(word);
          if (joined.length() > LEAST_WORD
              && !ORDINARY.contains(joined)
              && !ContextRules.holdsSecondWord(joined)) {
            issuers.computeIfAbsent(joined, w -> new ArrayList<>()).addAll(issuer.rules());
          }
        }
      }
    }
  }

  /** Takes what all keys of a kind begin with, or one of the literals that they begin with. */
  private void addPrefixes(Rule rule, KeyPattern pattern) {
    addPrefix(pattern.keyPrefix());
    for (String keyword : rule.keywords()) {
      KeyPattern.Offset offset = pattern.offset(keyword);
      if (offset != null && offset.most() == 0 && !rule.near().base64()) {
        addPrefix(keyword);
      }
    }
  }

  private void addPrefix(String prefix) {
    if (prefix.length() >= LEAST_PREFIX
        && prefix.chars().anyMatch(c -> c == '-' || c == '_' || c == '.')) {
      prefixes.add(prefix.substring(0, Math.min(prefix.length(), MOST_PREFIX)));
    }
  }

  /** Returns true for a word that names an issuer and means something else in most names. */
  static boolean isOrdinary(String word) {
    return ORDINARY.contains(word);
  }

  /** Returns true when the value begins as an issuer's keys do. */
  boolean begins(byte[] text, int start, int end) {
    return begins(text, start, end, LEAST_PREFIX);
  }

  /**
   * Returns the same.
   *
   * @param least how long such a beginning must be, for values that people choose
   */
  boolean begins(byte[] text, int start, int end, int least) {
    int most = Math.min(MOST_PREFIX, end - start);
    String head = new String(text, start, most, StandardCharsets.ISO_8859_1);
    for (int length = least; length <= most; length++) {
      if (prefixes.contains(head.substring(0, length))) {
        return true;
      }
    }
    return false;
  }

  /** Returns true when keys that begin with {@code prefix} are this issuer's alone. */
  boolean isMark(String prefix, String issuer) {
    if (prefix.length() < LEAST_MARK) {
      return false;
    }
    for (int length = LEAST_PREFIX; length <= prefix.length(); length++) {
      String owner = beginnings.get(prefix.substring(0, length));
      if (owner != null && !owner.equals(issuer)) {
        return false;
      }
    }
    return true;
  }

  /** Returns true when words of a name are an issuer's. */
  boolean names(byte[] text, int start, int end) {
    return rulesOf(text, start, end) != null;
  }

  /**
   * Returns true when a value is as long as the keys of the issuer that its name says, and other
   * letters stand where their mark should: a key that somebody altered.
   */
  boolean resembles(byte[] text, AssignedValue assigned) {
    List<Rule> named = rulesOf(text, assigned.nameStart, assigned.nameEnd);
    return named != null
        && named.stream().anyMatch(rule -> resembles(rule, text, assigned.start, assigned.end));
  }

  private boolean resembles(Rule rule, byte[] text, int start, int end) {
    KeyPattern pattern = rules.pattern(rule);
    int length = end - start;
    if (length < pattern.shortest() || length > pattern.longest() || rule.near().base64()) {
      return false;
    }
    if (hasOtherMark(pattern.keyPrefix(), text, start, end)) {
      return true;
    }
    for (String keyword : rule.keywords()) {
      KeyPattern.Offset offset = pattern.offset(keyword);
      if (offset != null && offset.most() == 0 && hasOtherMark(keyword, text, start, end)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true when every letter and digit of a mark is another one of its kind. */
  private static boolean hasOtherMark(String mark, byte[] text, int start, int end) {
    if (mark.length() < LEAST_PREFIX || mark.length() > end - start) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      byte mine = (byte) mark.charAt(i);
      byte its = text[start + i];
      if (kind(its) != kind(mine) || (its == mine && Boundary.isWord(mine))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the same for all digits, all small letters and all capitals. */
  private static int kind(byte b) {
    if (!Boundary.isWord(b)) {
      return b;
    }
    return b <= '9' ? '0' : isUpper(b) ? 'A' : 'a';
  }

  private @Nullable List<Rule> rulesOf(byte[] text, int start, int end) {
    List<String> words = words(text, start, end);
    for (int i = 0; i < words.size(); i++) {
      var joined = new StringBuilder();
      for (int j = i; j < Math.min(words.size(), i + 3); j++) {
        joined.append(words.get(j));
        List<Rule> named = issuers.get(joined.toString());
        if (named != null) {
          return named;
        }
      }
    }
    return null;
  }

  /** Returns the words of a name in lower case: cut at what is no letter, and at capitals. */
  static List<String> words(byte[] text, int start, int end) {
    var words = new ArrayList<String>();
    int from = start;
    for (int i = start; i <= end; i++) {
      boolean cut = i == end || !Boundary.isWord(text[i]);
      boolean camel = !cut && i > from && isUpper(text[i]) && !isUpper(text[i - 1]);
      if (cut || camel) {
        if (i > from) {
          words.add(
              new String(text, from, i - from, StandardCharsets.ISO_8859_1)
                  .toLowerCase(Locale.ROOT));
        }
        from = camel ? i : i + 1;
      }
    }
    return words;
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }
}
