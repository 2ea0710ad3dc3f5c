package dev.straykey.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Where in a document rules fired, as far back as it matters; ends are exclusive. Reused. */
final class SeenPlaces {
  /** Beyond so many keys in one document, one may be said twice. */
  private static final int MOST = 8192;

  private final Map<String, NavigableMap<Long, Stretch>> byRule = new HashMap<>();
  private int size;

  /** Places that overlap, as one. */
  private record Stretch(long end, int places) {}

  void clear() {
    byRule.clear();
    size = 0;
  }

  /** Takes note of a place, unless there are too many. */
  void add(String rule, long start, long end) {
    if (size >= MOST) {
      return;
    }
    size++;
    NavigableMap<Long, Stretch> places = byRule.computeIfAbsent(rule, id -> new TreeMap<>());
    long first = start;
    long last = end;
    int count = 1;
    for (var before = places.lowerEntry(last);
        before != null && before.getValue().end() > first;
        before = places.lowerEntry(last)) {
      first = Math.min(first, before.getKey());
      last = Math.max(last, before.getValue().end());
      count += before.getValue().places();
      places.remove(before.getKey());
    }
    places.put(first, new Stretch(last, count));
  }

  /**
   * Returns whether {@code rule} fired on some of what stands from {@code start} to {@code end}.
   */
  boolean holds(String rule, long start, long end) {
    NavigableMap<Long, Stretch> places = byRule.get(rule);
    return places != null && holds(places, start, end);
  }

  /** Returns whether any rule did. */
  boolean holds(long start, long end) {
    for (NavigableMap<Long, Stretch> places : byRule.values()) {
      if (holds(places, start, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(NavigableMap<Long, Stretch> places, long start, long end) {
    var before = places.lowerEntry(end);
    return before != null && before.getValue().end() > start;
  }

  /** Forgets what ends before {@code place}. */
  void dropBefore(long place) {
    for (NavigableMap<Long, Stretch> places : byRule.values()) {
      while (!places.isEmpty() && places.firstEntry().getValue().end() < place) {
        size -= places.pollFirstEntry().getValue().places();
      }
    }
  }
}
