package dev.straykey.scan;

import com.google.re2j.Matcher;
import dev.straykey.rule.CountedText;
import dev.straykey.rule.ForeignRule;
import dev.straykey.rule.KeyPattern;
import java.util.Arrays;

/**
 * One text on its way through other tools' rules: where a keyword stands, an expression is tried on
 * a bounded window around it, in time linear in the window.
 */
final class ForeignPass {
  /** How far around a match another rule may fire that it requires, in bytes. */
  private static final int REQUIRED_AROUND = 32 * 1024;

  private static final int LINE_AROUND = 4 * 1024;

  /** What it takes to see whether a match counts, in steps for a byte of its line. */
  private static final int DESCRIBED = 60;

  private final ForeignRules rules;
  private final Sink sink;
  private final Allowance allowance;
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

  ForeignPass(ForeignRules rules, Allowance allowance, Sink sink) {
    this.rules = rules;
    this.allowance = allowance;
    this.sink = sink;
    this.from = new int[rules.size()];
    this.to = new int[rules.size()];
    this.doneTo = new long[rules.size()];
  }

  /**
   * Begins a text.
   *
   * @param name of the file that it is of; empty when that is not known
   */
  void begin(String name) {
    path = name;
    Arrays.fill(doneTo, 0);
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
    var window = new CountedText(region.text(), start, end);
    Matcher matcher = entry.rule().pattern().matcher(window);
    int at = 0;
    while (find(entry, matcher, window, at, entry)) {
      at = Math.max(matcher.end(), matcher.start() + 1);
      boolean cut =
          (matcher.start() == 0 && start > 0)
              || (matcher.end() == window.length() && end < region.to());
      if (!cut && region.base() + start + matcher.start() >= doneTo[number]) {
        found(region, entry, matcher, window, start);
      }
    }
  }

  /**
   * Finds the next match of {@code entry}, for which {@code payer} pays.
   *
   * @return false when there is none, or the one who pays was given up
   */
  private boolean find(
      ForeignRules.Entry entry,
      Matcher matcher,
      CountedText window,
      int at,
      ForeignRules.Entry payer) {
    if (at > window.length() || allowance.isOver(payer.compiled())) {
      return false;
    }
    long before = window.looked();
    boolean found = matcher.find(at);
    allowance.take(payer.compiled(), (window.looked() - before) * entry.each());
    return found;
  }

  private void found(
      Region region, ForeignRules.Entry entry, Matcher matcher, CountedText window, int start) {
    ForeignRule.Found found = described(entry, matcher, window, entry);
    int group = group(entry.rule(), matcher);
    if (group < 0
        || entry.rule().silent()
        || !entry.rule().counts(found)
        || !hasRequired(region, entry, start + matcher.start(), start + matcher.end())) {
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

  /** Describes a match to what may make it not count, for which {@code payer} pays. */
  private ForeignRule.Found described(
      ForeignRules.Entry entry, Matcher matcher, CountedText window, ForeignRules.Entry payer) {
    int group = group(entry.rule(), matcher);
    int from = matcher.start();
    int least = Math.max(0, from - LINE_AROUND);
    while (from > least && window.charAt(from - 1) != '\n') {
      from--;
    }
    int until = matcher.end();
    int most = Math.min(window.length(), until + LINE_AROUND);
    while (until < most && window.charAt(until) != '\n') {
      until++;
    }
    allowance.take(payer.compiled(), (long) DESCRIBED * (until - from));
    return new ForeignRule.Found(
        group < 0 ? "" : window.subSequence(matcher.start(group), matcher.end(group)),
        matcher.group(),
        window.subSequence(from, until),
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

  private boolean hasRequired(Region region, ForeignRules.Entry entry, int start, int end) {
    for (ForeignRule.Required required : entry.rule().required()) {
      ForeignRules.Entry other = rules.entry(required.id());
      if (other == null || !firesNear(region, other, required.withinLines(), start, end, entry)) {
        return false;
      }
    }
    return true;
  }

  private boolean firesNear(
      Region region,
      ForeignRules.Entry other,
      int lines,
      int start,
      int end,
      ForeignRules.Entry payer) {
    int first = lineBefore(region, start, lines);
    int last = lineBehind(region, end, lines);
    var window = new CountedText(region.text(), first, last);
    Matcher matcher = other.rule().pattern().matcher(window);
    int at = 0;
    while (find(other, matcher, window, at, payer)) {
      at = Math.max(matcher.end(), matcher.start() + 1);
      if (other.rule().counts(described(other, matcher, window, payer))) {
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
}
