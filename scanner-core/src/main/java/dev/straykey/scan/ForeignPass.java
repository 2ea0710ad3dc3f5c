package dev.straykey.scan;

import com.google.re2j.Matcher;
import dev.straykey.rule.ForeignRule;
import dev.straykey.rule.KeyPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One text on its way through other tools' rules: where a keyword stands, an expression is tried on
 * a bounded window around it, in time linear in the window.
 */
final class ForeignPass {
  /** How far around a match another rule may fire that it requires, in bytes. */
  private static final int REQUIRED_AROUND = 32 * 1024;

  private static final int LINE_AROUND = 4 * 1024;

  private final ForeignRules rules;
  private final Sink sink;
  private final KeywordAutomaton.Ends ends = new KeywordAutomaton.Ends();
  private final int[] from;
  private final int[] to;
  private final long[] doneTo;
  private String path = "";

  /** Takes a match. */
  @FunctionalInterface
  interface Sink {
    void match(CompiledRule rule, KeyPattern.Place place);
  }

  ForeignPass(ForeignRules rules, Sink sink) {
    this.rules = rules;
    this.sink = sink;
    this.from = new int[rules.size()];
    this.to = new int[rules.size()];
    this.doneTo = new long[rules.size()];
  }

  /** Says which file the text is of; empty when that is not known. */
  void path(String name) {
    path = name;
  }

  /** Looks at what begins from {@code start} to {@code limit}. */
  void read(Region region, int start, int limit) {
    if (rules.isEmpty()) {
      return;
    }
    Arrays.fill(from, -1);
    KeywordAutomaton keywords = rules.keywords();
    if (keywords != null) {
      keywords.find(region.text(), 0, start, limit, ends);
      for (int i = 0; i < ends.size(); i++) {
        for (int keyword : keywords.keywords(ends.state(i))) {
          for (ForeignRules.Entry entry : rules.entries(keyword)) {
            around(region, entry, ends.position(i));
          }
        }
      }
    }
    for (ForeignRules.Entry entry : rules.everywhere()) {
      from[entry.number()] = Math.max(0, start - entry.back());
      to[entry.number()] = Math.min(region.to(), limit + entry.ahead());
    }
    for (ForeignRules.Entry entry : rules.entries()) {
      search(region, entry);
    }
  }

  /** Windows of one rule that touch are searched as one. */
  private void around(Region region, ForeignRules.Entry entry, int last) {
    int number = entry.number();
    int first = Math.max(0, last + 1 - entry.back());
    if (from[number] >= 0 && first > to[number]) {
      search(region, entry);
    }
    if (from[number] < 0) {
      from[number] = first;
    }
    to[number] = Math.min(region.to(), last + entry.ahead());
  }

  private void search(Region region, ForeignRules.Entry entry) {
    int number = entry.number();
    if (from[number] < 0) {
      return;
    }
    // One byte more on each side, so that the beginning and end of the window are not the text's.
    int start = Math.max(0, from[number] - 1);
    int end = Math.min(region.to(), to[number] + 1);
    from[number] = -1;
    String window = string(region, start, end);
    Matcher matcher = entry.rule().pattern().matcher(window);
    int at = 0;
    while (at <= window.length() && matcher.find(at)) {
      at = Math.max(matcher.end(), matcher.start() + 1);
      boolean cut =
          (matcher.start() == 0 && start > 0)
              || (matcher.end() == window.length() && end < region.to());
      if (!cut && region.base() + start + matcher.start() >= doneTo[number]) {
        found(region, entry, matcher, window, start);
      }
    }
  }

  private void found(
      Region region, ForeignRules.Entry entry, Matcher matcher, String window, int start) {
    ForeignRule.Found found = described(entry.rule(), matcher, window);
    int group = group(entry.rule(), matcher);
    if (group < 0
        || entry.rule().silent()
        || !entry.rule().counts(found)
        || !hasRequired(region, entry.rule(), start + matcher.start(), start + matcher.end())) {
      return;
    }
    doneTo[entry.number()] = region.base() + start + matcher.end();
    sink.match(
        entry.compiled(),
        new KeyPattern.Place(
            start + matcher.start(),
            start + matcher.end(),
            start + matcher.start(group),
            start + matcher.end(group),
            -1,
            -1));
  }

  private ForeignRule.Found described(ForeignRule rule, Matcher matcher, String window) {
    int group = group(rule, matcher);
    int lineStart = window.lastIndexOf('\n', Math.max(0, matcher.start() - 1)) + 1;
    int lineEnd = window.indexOf('\n', matcher.end());
    return new ForeignRule.Found(
        group < 0 ? "" : window.substring(matcher.start(group), matcher.end(group)),
        matcher.group(),
        window.substring(
            Math.max(Math.min(lineStart, matcher.start()), matcher.start() - LINE_AROUND),
            Math.min(
                lineEnd < 0 ? window.length() : lineEnd,
                Math.min(window.length(), matcher.end() + LINE_AROUND))),
        path);
  }

  /** Returns the group that is the key; -1 when it holds nothing. */
  private static int group(ForeignRule rule, Matcher matcher) {
    if (rule.secretGroup() > 0) {
      return isFull(matcher, rule.secretGroup()) ? rule.secretGroup() : -1;
    }
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (isFull(matcher, i)) {
        return i;
      }
    }
    return isFull(matcher, 0) ? 0 : -1;
  }

  private static boolean isFull(Matcher matcher, int group) {
    return matcher.start(group) >= 0 && matcher.end(group) > matcher.start(group);
  }

  private boolean hasRequired(Region region, ForeignRule rule, int start, int end) {
    for (ForeignRule.Required required : rule.required()) {
      ForeignRules.Entry other = rules.entry(required.id());
      if (other == null || !firesNear(region, other, required.withinLines(), start, end)) {
        return false;
      }
    }
    return true;
  }

  private boolean firesNear(
      Region region, ForeignRules.Entry other, int lines, int start, int end) {
    int first = lineBefore(region, start, lines);
    int last = lineBehind(region, end, lines);
    String window = string(region, first, last);
    Matcher matcher = other.rule().pattern().matcher(window);
    int at = 0;
    while (at <= window.length() && matcher.find(at)) {
      at = Math.max(matcher.end(), matcher.start() + 1);
      if (other.rule().counts(described(other.rule(), matcher, window))) {
        return true;
      }
    }
    return false;
  }

  private static int lineBefore(Region region, int at, int lines) {
    int least = Math.max(0, at - REQUIRED_AROUND);
    int seen = 0;
    int i = at;
    while (i > least && (region.text()[i - 1] != '\n' || lines < 0 || seen++ < lines)) {
      i--;
    }
    return i;
  }

  private static int lineBehind(Region region, int at, int lines) {
    int most = Math.min(region.to(), at + REQUIRED_AROUND);
    int seen = 0;
    int i = at;
    while (i < most && (region.text()[i] != '\n' || lines < 0 || seen++ < lines)) {
      i++;
    }
    return i;
  }

  /** Returns bytes as characters, one each, so that places stay those of the text. */
  private static String string(Region region, int start, int end) {
    return new String(region.text(), start, end - start, StandardCharsets.ISO_8859_1);
  }
}
