package dev.straykey.scan;

import dev.straykey.model.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The words that a rule with keywords of its own asks for beside a key. */
final class Nearby {
  private static final int REACH = 200;

  private Nearby() {}

  /** Returns true when {@code rule} asks for no words, or one of them stands beside the key. */
  static boolean holds(Rule rule, byte[] text, int start, int end, int to) {
    if (rule.byContext() || rule.near().context().isEmpty()) {
      return true;
    }
    int within = rule.near().within() > 0 ? rule.near().within() : REACH;
    int from = Math.max(0, start - within - 64);
    int until = Math.min(to, end + within + 64);
    String around =
        (new String(text, from, start - from, StandardCharsets.ISO_8859_1)
                + "\n"
                + new String(text, end, until - end, StandardCharsets.ISO_8859_1))
            .toLowerCase(Locale.ROOT);
    for (String word : rule.near().context()) {
      for (String form : ContextRules.forms(word)) {
        if (around.contains(form)) {
          return true;
        }
      }
    }
    return false;
  }
}
