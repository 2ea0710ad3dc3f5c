package dev.straykey.rule;

import dev.straykey.rule.KeyPattern.Offset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern costs where one of its keywords stands, in an ordinary text and in one of nothing
 * but that keyword: counted, not timed, so that it is the same on every machine.
 *
 * <p><b>Units:</b> a step is one look-up in a table. RE2J takes some 30 for a byte; where a window
 * of text does not fit, it takes 10,000 to say so.
 */
public final class PatternCost {
  /** No shipped rule takes a third of it; a keyword that costs more makes scans slow. */
  private static final long MOST_STEPS = 40_000;

  private static final int RE2J_BYTE = 30;
  private static final int RE2J_WINDOW = 10_000;

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
   * Returns why {@code pattern} is slow where {@code keyword} stands and what to write instead, as
   * a sentence; null when it is not.
   */
  public static @Nullable String problem(KeyPattern pattern, String keyword) {
    Offset offset = pattern.offset(keyword);
    if (offset == null) {
      return null;
    }
    String ordinary = ORDINARY.repeat(2);
    // Nobody writes nothing but a keyword, except to make a scan slow.
    String hostile = keyword.repeat(1 + ordinary.length() / keyword.length());
    if (steps(pattern, keyword, offset, ordinary) <= MOST_STEPS
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

  /** Counts the steps where the keyword stands between {@code around} and the same again. */
  private static long steps(KeyPattern pattern, String keyword, Offset offset, String around) {
    if (offset.anywhere()) {
      return (long) RE2J_BYTE * (KeyPattern.MAX_BACK + WindowPattern.BYTES);
    }
    byte[] text = (around + keyword + around).getBytes(StandardCharsets.ISO_8859_1);
    int at = around.length();
    long steps = 0;
    for (int back = offset.least(); back <= offset.most(); back++) {
      steps += pattern.steps(text, at - back, RE2J_WINDOW);
    }
    return steps;
  }
}
