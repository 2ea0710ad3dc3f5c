package dev.straykey.scan;

import dev.straykey.model.Suppression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comments that say of the key in their line that it does not count: our own, which need a reason,
 * and those that other tools made people write.
 */
final class InlineMarks {
  private static final String OWN = "straykey:allow";

  /** None of these has a reason; a word around them is another word. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?<![\\w:-])(?:(?:gitleaks|betterleaks):allow|(?:trufflehog|kingfisher):ignore|ggignore"
              + "|pragma: ?(?:allow|white)list[ -]secret)(?![\\w:-])");

  private static final Pattern NEXT_LINE =
      Pattern.compile("(?<![\\w:-])pragma: ?(?:allow|white)list[ -]nextline[ -]secret(?![\\w:-])");

  /** What our own mark says without a reason: it does not count, which its author is told. */
  static final Suppression WITHOUT_REASON = new Suppression("inline", "", false);

  private InlineMarks() {}

  /**
   * Returns what a comment in a part of the key's line says; null when nothing, and {@link
   * #WITHOUT_REASON} for our own mark when nothing follows it.
   */
  static @Nullable Suppression onLine(String text) {
    int own = text.indexOf(OWN);
    if (own >= 0) {
      return own(text.substring(own + OWN.length()));
    }
    return foreign(FOREIGN, text);
  }

  /** Returns what a comment in the line before the key's says; null when nothing. */
  static @Nullable Suppression onLineBefore(String text) {
    return foreign(NEXT_LINE, text);
  }

  private static @Nullable Suppression own(String rest) {
    // A reason ends where the comment does.
    String reason = rest.replaceFirst("(\\*/|-->|--%>|#}|-}|\\*\\)|\"[,}\\s]*$).*$", "").strip();
    char next = rest.isEmpty() ? ' ' : rest.charAt(0);
    if (Character.isLetterOrDigit(next) || next == '-' || next == '_') {
      return null; // another word
    }
    return Character.isWhitespace(next) && !reason.isEmpty()
        ? new Suppression("inline", reason, true)
        : WITHOUT_REASON;
  }

  private static @Nullable Suppression foreign(Pattern marks, String text) {
    // Most lines hold none of these letters, and are not looked at any further.
    if (!text.contains("allow") && !text.contains("ignore") && !text.contains("whitelist")) {
      return null;
    }
    Matcher found = marks.matcher(text);
    return found.find() ? new Suppression("inline", found.group(), true) : null;
  }
}
