package dev.straykey.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern as RE2J runs it: on a window of a text, whose bytes it gets as characters. */
final class WindowPattern {
  /** The longest window to give it where nothing says how far a key goes, in bytes. */
  static final int BYTES = 4 * 1024;

  private final String pattern;
  private volatile @Nullable Pattern re2j;
  private int each;

  WindowPattern(String pattern) {
    this.pattern = pattern;
  }

  /** Returns the match that begins exactly at {@code start}, or null. */
  KeyPattern.@Nullable Place at(byte[] text, int start, int end, Steps steps) {
    var part = new CountedText(text, start, end);
    Matcher matcher = compiled().matcher(part);
    KeyPattern.Place place = matcher.lookingAt() ? place(matcher, start) : null;
    steps.look(part.looked(), each);
    return place;
  }

  /** Returns the first match from {@code start} to {@code end}, or null. */
  KeyPattern.@Nullable Place find(byte[] text, int start, int end, Steps steps) {
    var part = new CountedText(text, start, end);
    Matcher matcher = compiled().matcher(part);
    KeyPattern.Place place = matcher.find() ? place(matcher, start) : null;
    steps.look(part.looked(), each);
    return place;
  }

  /** Returns true when all from {@code start} to {@code end} fits. */
  boolean fits(byte[] text, int start, int end) {
    return compiled().matcher(new CountedText(text, start, end)).matches();
  }

  private KeyPattern.Place place(Matcher matcher, int start) {
    int keyStart = start + matcher.start();
    int keyEnd = start + matcher.end();
    int idStart = -1;
    int idEnd = -1;
    var groups = compiled().namedGroups();
    Integer key = groups.get("key");
    if (key != null && matcher.start(key) >= 0) {
      keyStart = start + matcher.start(key);
      keyEnd = start + matcher.end(key);
    }
    Integer id = groups.get("id");
    if (id != null && matcher.start(id) >= 0) {
      idStart = start + matcher.start(id);
      idEnd = start + matcher.end(id);
    }
    return new KeyPattern.Place(
        start + matcher.start(), start + matcher.end(), keyStart, keyEnd, idStart, idEnd);
  }

  private Pattern compiled() {
    Pattern compiled = re2j;
    if (compiled == null) {
      compiled = Pattern.compile(pattern);
      each = Steps.ofRe2j(compiled);
      re2j = compiled;
    }
    return compiled;
  }
}
