package dev.straykey.suppress;

import java.util.List;
import java.util.stream.Collectors;

/** How it is said that a list hides what is no longer there. */
final class Unused {
  private static final int MOST = 10;

  private Unused() {}

  static String say(int count, String one, String many, String place, List<Integer> numbers) {
    String where =
        numbers.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
    return "%d %s no longer needed (%s %s%s)"
        .formatted(
            count,
            count == 1 ? one + " is" : many + " are",
            place,
            where,
            numbers.size() > MOST ? ", …" : "");
  }
}
