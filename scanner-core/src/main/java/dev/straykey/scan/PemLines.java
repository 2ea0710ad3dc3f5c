package dev.straykey.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The base64 lines in what stands between the lines of an armour. All are as long as one another
 * but the last, by which they are told from what a page, a program or a printer put between them.
 */
final class PemLines {
  /** Lines of armour are longer; words between them are not. */
  private static final int LONG = 40;

  /** The longest line that a tool writes. */
  private static final int LONGEST = 76;

  /** What is shorter and stands between full lines is none of theirs. */
  private static final int SHORT = 16;

  private PemLines() {}

  /**
   * Returns the lines.
   *
   * @param width of the lines that are made where the key has none
   */
  static List<String> of(String body, int width) {
    List<String> words = words(body);
    int full = fullLine(words);
    List<String> kept = full == 0 ? words : withoutOthers(words, full);
    return full > LONGEST ? cut(String.join("", kept), width) : kept;
  }

  private static List<String> words(String body) {
    var words = new ArrayList<String>();
    for (String line : body.split("[\r\n]+", -1)) {
      if (line.contains(": ") && line.length() < LONG) {
        continue;
      }
      for (String word : line.split("[^0-9A-Za-z+/=]+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    // A patch marks each line; the mark of the last one stands alone, before its dashes.
    boolean added = !words.isEmpty() && words.get(words.size() - 1).equals("+");
    words.removeIf(word -> word.equals("+"));
    if (added && words.stream().allMatch(word -> word.startsWith("+"))) {
      words.replaceAll(word -> word.startsWith("+") ? word.substring(1) : word);
    }
    return words;
  }

  /** Returns how long the full lines are: the most frequent length; 0 when no line is long. */
  private static int fullLine(List<String> words) {
    var counts = new HashMap<Integer, Integer>();
    int full = 0;
    for (String word : words) {
      int length = word.length();
      if (length >= LONG) {
        int count = counts.merge(length, 1, Integer::sum);
        int most = counts.getOrDefault(full, 0);
        full = count > most || (count == most && length > full) ? length : full;
      }
    }
    return full;
  }

  private static List<String> withoutOthers(List<String> words, int full) {
    int last = 0;
    Map<String, Integer> times = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      times.merge(words.get(i), 1, Integer::sum);
      last = words.get(i).length() == full ? i : last;
    }
    var kept = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean other =
          word.length() < LONG
              && (times.getOrDefault(word, 0) > 1
                  || isLineNumber(word)
                  || (i < last && word.length() < SHORT));
      if (!other) {
        kept.add(word);
      }
    }
    return kept;
  }

  private static boolean isLineNumber(String word) {
    return word.length() <= 3 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Cuts base64 into lines; the checksum that PGP puts behind it stands on its own. */
  private static List<String> cut(String base64, int width) {
    int end = base64.length();
    int sum = end - 5;
    boolean hasSum = sum > 0 && base64.charAt(sum) == '=' && base64.charAt(end - 1) != '=';
    var lines = new ArrayList<String>();
    int until = hasSum ? sum : end;
    for (int i = 0; i < until; i += width) {
      lines.add(base64.substring(i, Math.min(until, i + width)));
    }
    if (hasSum) {
      lines.add(base64.substring(sum));
    }
    return lines;
  }
}
