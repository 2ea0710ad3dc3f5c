package dev.straykey.rule;

import java.util.Collection;

/** Guesses what somebody meant to write. */
final class Nearest {
  private Nearest() {}

  /** Returns the word of {@code words} that takes the fewest changes from {@code written}. */
  static String of(String written, Collection<String> words) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String word : words) {
      int distance = distance(written, word);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        corner = above;
      }
    }
    return row[b.length()];
  }
}
