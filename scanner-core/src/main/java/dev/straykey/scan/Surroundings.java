package dev.straykey.scan;

import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whose key a value is where no word right before it says so: what its place is called. That is,
 * the nearest first: what it stands in (a section, a parent key, a block, a call, an element), what
 * stands beside it in there ({@code provider: x}, {@code machine api.x.io}), the host that is asked
 * a few lines before or behind, what is imported, a comment, the sentence or the row of a table.
 *
 * <p>Looked at only where the value is given to something that tells a key: a bounded part of the
 * text, some ten lines before and four behind.
 */
final class Surroundings {
  private static final int BEFORE = 640;
  private static final int BEHIND = 320;
  /** How far before a value a word stands that may tell a key. */
  private static final int REACH = 160;

  private static final int LINES = 12;
  private static final int LINES_BEHIND = 4;
  private static final int LONGEST_OWNER = 80;
  private static final int LONGEST_HOST = 80;
  private static final int MOST_WORDS = 3;

  /** What a context is worth beside a word right before the key. */
  private static final int WORTH = 300;

  private static final Set<String> SCHEMES =
      words("apikey auth authorization basic bearer key passw password secret token user");

  /** Last words of what is called with a key, and of what it may be called after its issuer. */
  private static final Set<String> PARTS =
      words(
          "api app auth authenticate authorize bot client config configuration configure connect"
              + " connection connector creds credentials init initialize io key login node options"
              + " provider python sdk secret service session settings setup token v1 v2 v3");

  /** Keys whose value says what a block is about. */
  private static final Set<String> ABOUT =
      words(
          "app application baseurl domain endpoint host hostname id integration issuer machine name"
              + " origin provider server service site type uri url vendor");

  /** Names that only say that a value follows. */
  private static final Set<String> VALUES = words("content data default text val value");

  /** Words before an issuer's in a name. */
  private static final Set<String> VERBS =
      words("add configure create get init make my new register set setup the use with");

  private static final Set<String> PREPOSITIONS = words("by for from in of on our the to using via with");

  private static final Set<String> IMPORTS =
      words("export from import include library require using use");

  private final ContextRules rules;
  private final int[] from = new int[LINES + LINES_BEHIND + 2];
  private final int[] until = new int[LINES + LINES_BEHIND + 2];
  private final int[] indents = new int[LINES + 2];
  private byte[] text = new byte[0];
  private int to;
  private int start;
  private int lineStart;

  /** The word right before the value. */
  private int wordStart;

  private int wordEnd;

  /** Lines above, the nearest first. */
  private int above;

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

  Surroundings(ContextRules rules) {
    this.rules = rules;
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }

  /**
   * Looks for a name and tries its issuer's rules, until one fits.
   *
   * @return whether anything was looked at
   */
  boolean look(byte[] bytes, int at, int limit, Assignment assignment, Attempt attempt) {
    text = bytes;
    to = limit;
    start = at;
    word();
    boolean given = isGiven(assignment);
    boolean called = !given && isCalled(assignment);
    boolean said = !given && !called && isSaid(assignment);
    if (!given && !called && !said) {
      return false;
    }
    if (isNamed(assignment, attempt)) {
      return true;
    }
    if (said) {
      return line(attempt);
    }
    lines();
    boolean found =
        owners(attempt)
            || parents(attempt)
            || (given && (siblings(attempt) || hosts(attempt)))
            || imports(attempt)
            || comments(attempt);
    if (!found && given) {
      line(attempt);
    }
    return true;
  }

  /** Returns true when a name says that its value is a key. */
  private static boolean tells(String name) {
    return name.contains("key")
        || name.contains("token")
        || name.contains("secret")
        || name.contains("pass")
        || name.contains("auth")
        || name.contains("credential");
  }

  /** The value is given to what is called like a key, as a setting, an option, a credential. */
  private boolean isGiven(Assignment assignment) {
    if (tells(assignment.name())) {
      return true;
    }
    if (VALUES.contains(assignment.name())) {
      lines();
      for (int i = 0; i < Math.min(above, 3); i++) {
        if (tells(text(from[i], until[i]))) {
          return true;
        }
      }
      return false;
    }
    String word = joined(wordStart, wordEnd);
    return SCHEMES.contains(word) || (isSet() && (word.equals("u") || tells(word)));
  }

  /** {@code ENV NAME value}, {@code --name value}. */
  private boolean isSet() {
    return wordEnd > wordStart
        && (text[wordStart] == '-'
            || (wordStart > 3 && text(wordStart - 4, wordStart).equals("env ")));
  }

  /** Returns true when a literal is handed to something, or what stands before may tell a key. */
  static boolean mayTell(byte[] text, int at, int second) {
    int i = at - 1;
    if (i < 0 || !isBeforeValue(text[i])) {
      return false;
    }
    if (second > at - REACH) {
      return true;
    }
    while (i > 0 && isQuote(text[i])) {
      i--;
    }
    return i > 0 && ((text[i] == '(' && i < at - 1) || (text[i] == ' ' && text[i - 1] == 'u'));
  }

  private static boolean isBeforeValue(byte b) {
    return isQuote(b) || isSpace(b) || b == '=' || b == ':' || b == '>' || b == '|' || b == '(';
  }

  /** Notes where the line begins, and the word right before the value. */
  private void word() {
    int least = Math.max(0, start - BEFORE);
    lineStart = start;
    while (lineStart > least && text[lineStart - 1] != '\n') {
      lineStart--;
    }
    wordEnd = start;
    while (wordEnd > lineStart
        && wordEnd > start - 4
        && (text[wordEnd - 1] == ' ' || isQuote(text[wordEnd - 1]))) {
      wordEnd--;
    }
    wordStart = wordEnd;
    int first = Math.max(lineStart, wordEnd - LONGEST_OWNER);
    while (wordEnd < start && wordStart > first && Bytes.is(text[wordStart - 1], Bytes.NAME)) {
      wordStart--;
    }
  }

  /** A literal that is handed to what is called like a client. */
  private boolean isCalled(Assignment assignment) {
    int open = start - 1;
    while (open > lineStart && isQuote(text[open])) {
      open--;
    }
    if (open <= lineStart || open == start - 1 || text[open] != '(') {
      return false;
    }
    if (text[open - 1] == ')') {
      return true; // what a call gives is called
    }
    List<String> words = KnownForms.words(text, assignment.nameStart(), assignment.nameEnd());
    return !words.isEmpty() && PARTS.contains(words.get(words.size() - 1));
  }

  /** The end of a sentence about a key, or a row of a table. */
  private boolean isSaid(Assignment assignment) {
    int operator = assignment.operator();
    return text(wordStart, wordEnd).equals("is")
        || (operator >= 0
            && (text[operator] == ':'
                || text[operator] == '='
                || text[operator] == '|'
                || text[operator] == '>'));
  }

  /** The name that the value is given to says whose it is; nobody else's rules are tried then. */
  private boolean isNamed(Assignment assignment, Attempt attempt) {
    var named = new boolean[1];
    item(
        assignment.nameStart(),
        assignment.nameEnd(),
        true,
        (rules, affinity) -> {
          named[0] = true;
          return attempt.of(rules, affinity);
        });
    return named[0];
  }

  /** Notes where the lines above begin and end, without the space around them. */
  private void lines() {
    int least = Math.max(0, start - BEFORE);
    above = 0;
    int end = lineStart - 1;
    while (above < LINES && end > least) {
      int begin = end;
      while (begin > least && text[begin - 1] != '\n') {
        begin--;
      }
      int first = begin;
      while (first < end && isSpace(text[first])) {
        first++;
      }
      int last = end;
      while (last > first && isSpace(text[last - 1])) {
        last--;
      }
      if (first < last) {
        from[above] = first;
        until[above] = last;
        indents[above++] = first - begin;
      }
      end = begin - 1;
    }
  }

  /** What the value stands in on its own line: the names before brackets that are open. */
  private boolean owners(Attempt attempt) {
    int depth = 0;
    for (int i = start - 1; i >= lineStart; i--) {
      byte b = text[i];
      if (b == ')' || b == ']' || b == '}') {
        depth++;
      } else if (b == '(' || b == '[' || b == '{') {
        if (depth > 0) {
          depth--;
          continue;
        }
        int first = i;
        int least = Math.max(lineStart, i - LONGEST_OWNER);
        while (first > least && !isCut(text[first - 1])) {
          first--;
        }
        // What stands right before a bracket is called, whatever the words before it.
        int called = i;
        while (called > first && isItem(text[called - 1])) {
          called--;
        }
        if ((called < i && item(called, i, true, attempt)) || items(first, i, false, attempt)) {
          return true;
        }
      }
    }
    return isSet() && item(wordStart, wordEnd, true, attempt);
  }

  /** What it stands in over lines: what is indented less, the section, the element. */
  private boolean parents(Attempt attempt) {
    int indent = 0;
    while (lineStart + indent < start && isSpace(text[lineStart + indent])) {
      indent++;
    }
    boolean section = false;
    for (int i = 0; i < above; i++) {
      byte first = text[from[i]];
      byte last = text[until[i] - 1];
      boolean header = first == '[' && last == ']' && !section;
      section |= header;
      boolean opens =
          indents[i] < indent
              && (last == ':'
                  || last == '{'
                  || last == '['
                  || last == '('
                  || last == '|'
                  || (last == '>' && first == '<' && text[from[i] + 1] != '/'));
      if (opens) {
        indent = indents[i];
      }
      if ((header || opens) && !isComment(i) && items(from[i], until[i], false, attempt)) {
        return true;
      }
    }
    return false;
  }

  /** What stands beside it and says what all this is about. */
  private boolean siblings(Attempt attempt) {
    int most = Math.min(above, 6);
    boolean found = sibling(lineStart, start, attempt);
    for (int i = 0; i < most && !found; i++) {
      found = sibling(from[i], until[i], attempt);
    }
    return found;
  }

  private boolean sibling(int first, int last, Attempt attempt) {
    int name = first;
    while (name < last && !Boundary.isWord(text[name])) {
      name++;
    }
    int end = name;
    while (end < last && Bytes.is(text[end], Bytes.NAME)) {
      end++;
    }
    return end > name
        && ABOUT.contains(joined(name, end))
        && (hostNames(end, last, attempt) || items(end, last, false, attempt));
  }

  /** What is asked: the host of the nearest URL, in lines. */
  private boolean hosts(Attempt attempt) {
    int end = start;
    while (end < to && Bytes.is(text[end], Bytes.TOKEN)) {
      end++;
    }
    int most = Math.min(to, end + BEHIND);
    int behind = end;
    if (urls(lineStart, start, attempt)) {
      return true;
    }
    for (int i = 0; i <= LINES; i++) {
      if (i <= LINES_BEHIND && behind < most) {
        int lineEnd = Bytes.next(text, behind, most, (byte) '\n');
        if (urls(behind, lineEnd, attempt)) {
          return true;
        }
        behind = lineEnd + 1;
      }
      if (i < above && urls(from[i], until[i], attempt)) {
        return true;
      }
    }
    return false;
  }

  private boolean urls(int first, int end, Attempt attempt) {
    for (int i = first; i + 4 < end; i++) {
      if (text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/') {
        int host = i + 3;
        int most = Math.min(end, host + LONGEST_HOST);
        int last = host;
        while (last < most && (Bytes.is(text[last], Bytes.NAME) || text[last] == '.')) {
          last++;
        }
        if (last > host && attempt.of(rules.names().host(text(host, last)), WORTH)) {
          return true;
        }
        i = last - 1;
      }
    }
    return false;
  }

  /** Hosts without a scheme, such as netrc has them. */
  private boolean hostNames(int first, int end, Attempt attempt) {
    int i = first;
    while (i < end) {
      int item = i;
      boolean dotted = false;
      while (i < end && (Bytes.is(text[i], Bytes.NAME) || text[i] == '.')) {
        dotted |= text[i] == '.';
        i++;
      }
      if (dotted && attempt.of(rules.names().host(text(item, i)), WORTH)) {
        return true;
      }
      i++;
    }
    return false;
  }

  private boolean imports(Attempt attempt) {
    for (int i = 0; i < above; i++) {
      int first = from[i];
      while (first < until[i] && (text[first] == '"' || text[first] == '#')) {
        first++;
      }
      int end = first;
      while (end < until[i] && Boundary.isWord(text[end])) {
        end++;
      }
      boolean bound = end - first > 2 && (text[first] | 32) == 'c' || text(first, end).equals("let");
      boolean imported =
          IMPORTS.contains(text(first, end))
              || (bound && text(end, until[i]).contains("require("));
      if (imported && items(end, until[i], true, attempt)) {
        return true;
      }
    }
    return false;
  }

  /** A comment above, or behind on the same line. */
  private boolean comments(Attempt attempt) {
    int most = Math.min(above, 2);
    for (int i = 0; i < most && isComment(i); i++) {
      if (comment(from[i], until[i], attempt)) {
        return true;
      }
    }
    int end = Bytes.next(text, start, Math.min(to, start + BEHIND), (byte) '\n');
    for (int i = start; i + 3 < end; i++) {
      boolean begins =
          text[i] == ' '
              && (text[i + 1] == '#' || (text[i + 1] == text[i + 2] && isCommentSign(text[i + 1])));
      if (begins) {
        return comment(i, end, attempt);
      }
    }
    return false;
  }

  /** In few words a name is a name. */
  private boolean comment(int first, int end, Attempt attempt) {
    return items(first, end, KnownForms.words(text, first, end).size() <= MOST_WORDS, attempt);
  }

  private static boolean isCommentSign(byte b) {
    return b == '/' || b == '-' || b == ';';
  }

  private boolean isComment(int line) {
    byte first = text[from[line]];
    return first == '#'
        || first == '*'
        || first == ';'
        || (until[line] - from[line] > 2
            && ((first == text[from[line] + 1] && isCommentSign(first))
                || (first == '<' && text[from[line] + 1] == '!')));
  }

  /**
   * The sentence, or the row of a table with what stands above its columns.
   *
   * @return whether it tells a key
   */
  private boolean line(Attempt attempt) {
    boolean told = tells(text(lineStart, start));
    if (!told && text[lineStart] == '|') {
      lines();
      for (int i = 0; i < above && !told && text[from[i]] == '|'; i++) {
        told = tells(text(from[i], until[i]));
      }
    }
    if (told) {
      items(lineStart, start, false, attempt);
    }
    return told;
  }

  /**
   * Tries what the names between {@code first} and {@code end} name.
   *
   * @param whole whether a name may stand beside words
   */
  private boolean items(int first, int end, boolean whole, Attempt attempt) {
    int i = end;
    while (i > first) {
      while (i > first && !isItem(text[i - 1])) {
        i--;
      }
      int last = i;
      while (i > first && isItem(text[i - 1])) {
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
      if (text[i] == '.') {
        return true;
      }
    }
    return false;
  }

  /** {@code for Name}: a capital where a sentence needs none. */
  private boolean isProper(int item) {
    if (item < lineStart + 4 || text[item] < 'A' || text[item] > 'Z' || text[item - 1] != ' ') {
      return false;
    }
    int before = item - 1;
    while (before > lineStart && Boundary.isWord(text[before - 1])) {
      before--;
    }
    return PREPOSITIONS.contains(text(before, item - 1));
  }

  /** Returns true when no word stands beside a name. */
  private boolean isAlone(int item, int itemEnd, int first, int end) {
    boolean before =
        item - 2 >= first && text[item - 1] == ' ' && Boundary.isWord(text[item - 2]);
    boolean behind =
        itemEnd + 1 < end && text[itemEnd] == ' ' && Boundary.isWord(text[itemEnd + 1]);
    return !before && !behind;
  }

  /**
   * @param alone whether a name that may be a word counts too
   */
  private boolean item(int first, int end, boolean alone, Attempt attempt) {
    int i = first;
    while (i < end) {
      int part = i;
      while (i < end && text[i] != '.') {
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
    if (end - first > LONGEST_OWNER || !mayName(first, end)) {
      return false;
    }
    List<String> words = KnownForms.words(text, first, end);
    for (int i = 0; i < words.size(); i++) {
      var joined = new StringBuilder();
      for (int j = i; j < Math.min(words.size(), i + MOST_WORDS); j++) {
        joined.append(words.get(j));
        IssuerNames.Name name = rules.names().name(joined.toString());
        boolean counts =
            name != null
                && (name.plain()
                    || (alone
                        && VERBS.containsAll(words.subList(0, i))
                        && PARTS.containsAll(words.subList(j + 1, words.size()))));
        if (counts && attempt.of(name.rules(), WORTH)) {
          return true;
        }
      }
    }
    String whole = String.join("", words);
    IssuerNames.Name name = words.size() > MOST_WORDS ? rules.names().name(whole) : null;
    return name != null && attempt.of(name.rules(), WORTH);
  }

  /** Returns false when no word begins as a name does. */
  private boolean mayName(int first, int end) {
    for (int i = first; i < end; i++) {
      boolean begins =
          Boundary.isWord(text[i])
              && (i == first || !Boundary.isWord(text[i - 1]) || isUpper(text[i]));
      if (begins && rules.names().mayBegin(text, i, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private String text(int first, int end) {
    return new String(text, first, end - first, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  /** Returns a name in lower case, without what separates its words. */
  private String joined(int first, int end) {
    var name = new StringBuilder(end - first);
    for (int i = first; i < end; i++) {
      if (Boundary.isWord(text[i])) {
        name.append((char) (text[i] > '9' ? text[i] | 32 : text[i]));
      }
    }
    return name.toString();
  }

  private static boolean isItem(byte b) {
    return Bytes.is(b, Bytes.NAME) || b == '.';
  }

  private static boolean isQuote(byte b) {
    return b == '"' || b == '\'' || b == '`' || b == '\\';
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private static boolean isCut(byte b) {
    return b == ';' || b == '{' || b == '}' || b == ',';
  }
}
