package dev.straykey.scan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Globs over paths with {@code /} between names: {@code **} is anything, {@code *} anything within
 * a name, {@code ?} one character. One without a {@code /} fits the file's name; letters fit in
 * either case.
 */
final class PathGlobs {
  private PathGlobs() {}

  /** Returns true when there is no glob, or one fits {@code path}. */
  static boolean fit(List<String> globs, String path) {
    if (globs.isEmpty()) {
      return true;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String glob : globs) {
      String subject = glob.indexOf('/') < 0 ? name : path;
      if (Pattern.compile(regex(glob), Pattern.CASE_INSENSITIVE).matcher(subject).matches()) {
        return true;
      }
    }
    return false;
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
