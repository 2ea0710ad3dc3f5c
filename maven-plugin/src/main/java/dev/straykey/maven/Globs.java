package dev.straykey.maven;

import java.util.ArrayList;
import java.util.List;

/**
 * Path patterns as Maven's users write them (below the project, {@code **}{@code /} for any
 * folders, none included), as the engine takes them: below the checkout.
 */
final class Globs {
  private Globs() {}

  /**
   * @param under folder of the project below the checkout, with {@code /} at its end; empty when it
   *     is the checkout itself
   */
  static List<String> below(String under, List<String> patterns) {
    var globs = new ArrayList<String>();
    for (String pattern : patterns) {
      String glob = pattern.strip().replace('\\', '/');
      if (glob.isEmpty()) {
        continue;
      }
      if (glob.endsWith("/")) {
        glob += "**"; // as Maven's own patterns have it
      }
      if (under.isEmpty() && !glob.contains("/")) {
        globs.add("/" + glob); // a name alone is a file of the project's own folder
      } else {
        globs.add(escaped(under) + glob);
      }
      if (glob.startsWith("**/")) {
        String rest = glob.substring("**/".length());
        globs.add((under.isEmpty() && !rest.contains("/") ? "/" : escaped(under)) + rest);
      }
    }
    return globs;
  }

  /** A folder's name is no pattern, whatever stands in it. */
  static String escaped(String under) {
    var text = new StringBuilder();
    for (int i = 0; i < under.length(); i++) {
      if ("*?[]{}\\".indexOf(under.charAt(i)) >= 0) {
        text.append('\\');
      }
      text.append(under.charAt(i));
    }
    return text.toString();
  }
}
