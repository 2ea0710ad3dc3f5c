package dev.straykey.source;

import dev.straykey.model.InvalidInputException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Path globs to leave out: one with a {@code /} fits a whole path, one without fits any name. */
final class Excludes {
  private final List<PathMatcher> paths = new ArrayList<>();
  private final List<PathMatcher> names = new ArrayList<>();

  Excludes(List<String> globs) {
    for (String glob : globs) {
      try {
        var fs = FileSystems.getDefault();
        if (glob.contains("/")) {
          String whole = glob.startsWith("/") ? glob.substring(1) : glob;
          paths.add(fs.getPathMatcher("glob:" + whole));
          paths.add(
              fs.getPathMatcher("glob:" + (whole.endsWith("/") ? whole : whole + "/") + "**"));
        } else {
          names.add(fs.getPathMatcher("glob:" + glob));
        }
      } catch (PatternSyntaxException e) {
        throw new InvalidInputException(
            "SK-3003",
            "The path pattern '%s' is not a glob".formatted(glob),
            "Write it as in src/**/*.lock or *.lock");
      }
    }
  }

  boolean none() {
    return paths.isEmpty() && names.isEmpty();
  }

  /** Returns whether {@code path}, with {@code /} between names, is left out. */
  boolean match(String path) {
    if (none()) {
      return false;
    }
    Path whole;
    try {
      whole = Path.of(path);
    } catch (InvalidPathException e) {
      return false; // a name from elsewhere that this system cannot hold
    }
    for (var matcher : paths) {
      if (matcher.matches(whole)) {
        return true;
      }
    }
    for (Path name : whole) {
      for (var matcher : names) {
        if (matcher.matches(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
