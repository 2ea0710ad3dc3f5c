package dev.straykey.scan;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Globs over paths with {@code /} between names: {@code **} is anything, {@code *} anything within
 * a name, {@code ?} one character. One without a {@code /} fits the file's name; letters fit in
 * either case.
 */
final class PathGlobs {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private PathGlobs() {}

  /** Returns true when {@code path} is one of those that {@code globs} mean. */
  static boolean fit(List<String> globs, String path) {
    boolean asked = false;
    boolean fits = false;
    for (String glob : globs) {
      boolean not = glob.startsWith("!");
      boolean here = fits(not ? glob.substring(1) : glob, path);
      if (not && here) {
        return false;
      }
      asked |= !not;
      fits |= !not && here;
    }
    return fits || !asked;
  }

  private static boolean fits(String glob, String path) {
    String subject = glob.indexOf('/') < 0 ? path.substring(path.lastIndexOf('/') + 1) : path;
    return PATTERNS
        .computeIfAbsent(glob, g -> Pattern.compile(regex(g), Pattern.CASE_INSENSITIVE))
        .matcher(subject)
        .matches();
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
