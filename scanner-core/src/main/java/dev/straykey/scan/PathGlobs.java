package dev.straykey.scan;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Globs over paths with {@code /} between names: {@code **} is anything, {@code *} anything within
 * a name, {@code ?} one character. One without a {@code /} fits the file's name; letters fit in
 * either case. {@code {tests}} and the like mean what {@link Places} knows. Behind a {@code !}
 * stands what must not fit, behind a {@code ~} where it is in doubt what is found.
 */
final class PathGlobs {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private PathGlobs() {}

  /** Whether a rule looks into a file. */
  enum Fit {
    YES,
    /** It does, and what it finds there is in doubt. */
    DOUBT,
    NO
  }

  /** Returns whether {@code path} is one of those that {@code globs} mean. */
  static Fit fit(List<String> globs, String path) {
    boolean asked = false;
    boolean fits = false;
    boolean doubtful = false;
    for (String glob : globs) {
      boolean not = glob.startsWith("!");
      boolean doubt = glob.startsWith("~");
      boolean here = fits(not || doubt ? glob.substring(1) : glob, path);
      if (not && here) {
        return Fit.NO;
      }
      doubtful |= doubt && here;
      asked |= !not && !doubt;
      fits |= !not && !doubt && here;
    }
    if (!fits && asked) {
      return Fit.NO;
    }
    return doubtful ? Fit.DOUBT : Fit.YES;
  }

  private static boolean fits(String glob, String path) {
    if (glob.startsWith("{")) {
      return Places.is(glob, path);
    }
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
