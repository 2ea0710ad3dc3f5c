package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the names of issuers in the parts of a place, and tries their rules. */
final class PlaceNames {
  private static final int LONGEST_HOST = 80;

  /** Most words of one name. */
  static final int MOST_WORDS = 3;

  /** What a context is worth beside a word right before the key. */
  private static final int WORTH = 300;

  /** Last words of what is called with a key, and of what it may be called after its issuer. */
  static final Set<String> PARTS =
      words(
          "api app auth authenticate authorize bot client config configuration configure connect"
              + " connection connector creds credentials init initialize io key login node options"
              + " provider python sdk secret service session settings setup token v1 v2 v3");

  /** Words before an issuer's in a name. */
  private static final Set<String> VERBS =
      words("add configure create get init make my new register set setup the use with");

  private static final Set<String> PREPOSITIONS =
      words("by for from in of on our the to using via with");

  private final ContextRules rules;
  private final PlaceLines lines;

  /** Tries the rules of an issuer that a place is called after. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Tries them.
     *
     * @return whether one fits
     */
    boolean of(List<CompiledRule> rules, int affinity);
  }

  PlaceNames(ContextRules rules, PlaceLines lines) {
    this.rules = rules;
    this.lines = lines;
  }

  static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }

  boolean urls(int first, int end, Attempt attempt) {
    for (int i = first; i + 4 < end; i++) {
      if (lines.text[i] == ':' && lines.text[i + 1] == '/' && lines.text[i + 2] == '/') {
        int host = i + 3;
        int most = Math.min(end, host + LONGEST_HOST);
        int last = host;
        while (last < most && (Bytes.is(lines.text[last], Bytes.NAME) || lines.text[last] == '.')) {
          last++;
        }
        if (last > host && attempt.of(rules.names().host(lines.text(host, last)), WORTH)) {
          return true;
        }
        i = last - 1;
      }
    }
    return false;
  }

  /** Hosts without a scheme, such as netrc has them. */
  boolean hostNames(int first, int end, Attempt attempt) {
    int i = first;
    while (i < end) {
      int item = i;
      boolean dotted = false;
      while (i < end && (Bytes.is(lines.text[i], Bytes.NAME) || lines.text[i] == '.')) {
        dotted |= lines.text[i] == '.';
        i++;
      }
      if (dotted && attempt.of(rules.names().host(lines.text(item, i)), WORTH)) {
        return true;
      }
      i++;
    }
    return false;
  }

  /**
   * Tries what the names between {@code first} and {@code end} name.
   *
   * @param whole whether a name may stand beside words
   */
  boolean items(int first, int end, boolean whole, Attempt attempt) {
    int i = end;
    while (i > first) {
      while (i > first && !isItem(lines.text[i - 1])) {
        i--;
      }
      int last = i;
      while (i > first && isItem(lines.text[i - 1])) {
        i--;
      }
      boolean alone = whole || isAlone(i, last, first, end) || isPath(i, last) || isProper(i);
      if (last > i && item(i, last, alone, attempt)) {
        return true;
      }
    }
    return false;
  }

  /** {@code Name.call}. */
  private boolean isPath(int item, int end) {
    for (int i = item + 1; i + 1 < end; i++) {
      if (lines.text[i] == '.') {
        return true;
      }
    }
    return false;
  }

  /** {@code for Name}: a capital where a sentence needs none. */
  private boolean isProper(int item) {
    if (item < lines.lineStart + 4
        || lines.text[item] < 'A'
        || lines.text[item] > 'Z'
        || lines.text[item - 1] != ' ') {
      return false;
    }
    int before = item - 1;
    while (before > lines.lineStart && Boundary.isWord(lines.text[before - 1])) {
      before--;
    }
    return PREPOSITIONS.contains(lines.text(before, item - 1));
  }

  /** Returns true when no word stands beside a name. */
  private boolean isAlone(int item, int itemEnd, int first, int end) {
    boolean before =
        item - 2 >= first && lines.text[item - 1] == ' ' && Boundary.isWord(lines.text[item - 2]);
    boolean behind =
        itemEnd + 1 < end && lines.text[itemEnd] == ' ' && Boundary.isWord(lines.text[itemEnd + 1]);
    return !before && !behind;
  }

  /**
   * @param alone whether a name that may be a word counts too
   */
  boolean item(int first, int end, boolean alone, Attempt attempt) {
    int i = first;
    while (i < end) {
      int part = i;
      while (i < end && lines.text[i] != '.') {
        i++;
      }
      if (part(part, i, alone, attempt)) {
        return true;
      }
      i++;
    }
    return false;
  }

  private boolean part(int first, int end, boolean alone, Attempt attempt) {
    if (end - first > PlaceLines.LONGEST_OWNER || !mayName(first, end)) {
      return false;
    }
    List<String> words = KnownForms.words(lines.text, first, end);
    for (int i = 0; i < words.size(); i++) {
      var joined = new StringBuilder();
      for (int j = i; j < Math.min(words.size(), i + MOST_WORDS); j++) {
        joined.append(words.get(j));
        IssuerNames.@Nullable Name name = rules.names().name(joined.toString());
        boolean fits =
            name != null
                && (name.plain() || (alone && isOnly(words, i, j)))
                && attempt.of(name.rules(), WORTH);
        if (fits) {
          return true;
        }
      }
    }
    String whole = String.join("", words);
    IssuerNames.@Nullable Name name = words.size() > MOST_WORDS ? rules.names().name(whole) : null;
    return name != null && attempt.of(name.rules(), WORTH);
  }

  /** Nothing but a verb before it, and what an issuer's things are called behind. */
  private static boolean isOnly(List<String> words, int first, int last) {
    return VERBS.containsAll(words.subList(0, first))
        && PARTS.containsAll(words.subList(last + 1, words.size()));
  }

  /** Returns false when no word begins as a name does. */
  private boolean mayName(int first, int end) {
    for (int i = first; i < end; i++) {
      boolean begins =
          Boundary.isWord(lines.text[i])
              && (i == first || !Boundary.isWord(lines.text[i - 1]) || isUpper(lines.text[i]));
      if (begins && rules.names().mayBegin(lines.text, i, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  static boolean isItem(byte b) {
    return Bytes.is(b, Bytes.NAME) || b == '.';
  }
}
