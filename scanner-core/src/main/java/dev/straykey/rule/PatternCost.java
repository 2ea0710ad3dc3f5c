package dev.straykey.rule;

import dev.straykey.model.Rule;
import dev.straykey.model.Shape;
import dev.straykey.rule.KeyPattern.Offset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern costs where one of its keywords stands, in an ordinary text and in one of nothing
 * but that keyword: counted, not timed, so that it is the same on every machine.
 *
 * <p><b>Units:</b> {@link Steps}.
 */
public final class PatternCost {
  /** No shipped rule takes half of it; a keyword that costs more makes scans slow. */
  private static final long MOST_STEPS = 200_000;

  /** Half of what a scan lets a rule take. */
  private static final int MOST_FOR_BYTE = 256;

  private static final int FOREIGN_WINDOW = 4 * 1024;

  /** As code, data and prose have it on one long line. */
  private static final String ORDINARY =
      "{\"name\": \"orders\", \"count\": 17, \"path\": \"/srv/app/orders-v2/index.html\"}; if (order.id"
          + " != null) { return send(order, user.mail, 'text/plain'); } The order is sent to whoever"
          + " asked for it, at 10:45 on 2024-03-01. <a href=\"https://shop.example/a?b=c&d=e\">all</a>"
          + " var total = items.map(item => item.price * 1.19).reduce((a, b) => a + b, 0); ";

  private PatternCost() {}

  /** Returns {@code words} with ordinary text before and behind each. */
  public static String amongOrdinaryText(Iterable<String> words) {
    return ORDINARY.repeat(2) + String.join(ORDINARY.repeat(2), words) + ORDINARY.repeat(2);
  }

  /**
   * Returns why {@code rule} makes scans slow and what to write instead, as a sentence; null when
   * it does not. Of several keywords that do, the first is named.
   */
  public static @Nullable String problem(Rule rule, KeyPattern pattern) {
    if (rule.near().shape() != Shape.ANYWHERE) {
      return null; // tried beside its keyword alone
    }
    return rule.keywords().stream()
        .map(keyword -> problem(pattern, keyword))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns why {@code pattern} is slow where {@code keyword} stands and what to write instead, as
   * a sentence; null when it is not.
   */
  private static @Nullable String problem(KeyPattern pattern, String keyword) {
    Offset offset = pattern.offset(keyword);
    if (offset == null) {
      return null;
    }
    String ordinary = ORDINARY.repeat(2);
    // Nobody writes nothing but a keyword, except to make a scan slow.
    String hostile = keyword.repeat(1 + ordinary.length() / keyword.length());
    if (!offset.anywhere()
        && steps(pattern, keyword, offset, ordinary) <= MOST_STEPS
        && steps(pattern, keyword, offset, hostile) <= MOST_STEPS) {
      return null;
    }
    String slow =
        "scans would be slow: where keyword '%s' stands, %s"
            .formatted(
                keyword,
                offset.anywhere()
                    ? "the pattern is searched for in all that is near"
                    : "the pattern is tried from %d places"
                        .formatted(offset.most() - offset.least() + 1));
    if (pattern.root() == null) {
      return slow
          + ". Leave out ^, $, \\b and lazy repetition: a key never begins or ends inside a word";
    }
    if (pattern.hasTable()) {
      return slow + ". Let the pattern begin with the keyword, or bound what stands before it";
    }
    return slow
        + ", each time without a table, for which it is too large. Let the pattern begin with the"
        + " keyword, or write what stands before it as one repetition of one class";
  }

  /**
   * Returns why a rule of another tool is slow, as a sentence; null when it is not. Its expression
   * searches all that is near a keyword, so what counts is what it takes for each byte there.
   */
  public static @Nullable String problem(ForeignRule rule) {
    String keyword = rule.keywords().isEmpty() ? "" : rule.keywords().get(0);
    String ordinary = ORDINARY.repeat(FOREIGN_WINDOW / ORDINARY.length());
    String hostile = keyword.isEmpty() ? "" : keyword.repeat(FOREIGN_WINDOW / keyword.length());
    long most = Math.max(stepsForByte(rule, ordinary + keyword), stepsForByte(rule, hostile));
    return most <= MOST_FOR_BYTE
        ? null
        : "scans would be slow: the expression takes %d steps for a byte, and %d are many"
                .formatted(most, MOST_FOR_BYTE)
            + ". Bound what it repeats, and let no part of it reach further than a key does";
  }

  private static long stepsForByte(ForeignRule rule, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    var counted = new CountedText(bytes, 0, bytes.length);
    var matcher = rule.pattern().matcher(counted);
    int each = Steps.ofRe2j(rule.pattern());
    int at = 0;
    // As soon as it is dear it is dear enough.
    while (at <= bytes.length
        && counted.looked() * each <= 2L * MOST_FOR_BYTE * bytes.length
        && matcher.find(at)) {
      at = Math.max(matcher.end(), matcher.start() + 1);
    }
    return counted.looked() * each / bytes.length;
  }

  /** Counts the steps where the keyword stands between {@code around} and the same again. */
  private static long steps(KeyPattern pattern, String keyword, Offset offset, String around) {
    byte[] text = (around + keyword + around).getBytes(StandardCharsets.ISO_8859_1);
    int at = around.length();
    var steps = new Steps();
    for (int back = offset.least(); back <= offset.most(); back++) {
      pattern.matchAt(text, at - back, 0, text.length, steps);
    }
    return steps.count();
  }
}
