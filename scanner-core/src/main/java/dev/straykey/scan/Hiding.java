package dev.straykey.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places of what was found in encodings, and whether one of them is all of another place. Takes all
 * of them before it is asked. Reused.
 */
final class Hiding {
  private static final Comparator<Hit.Place> BY_LINES =
      Comparator.comparingInt(Hit.Place::line).thenComparingInt(Hit.Place::endLine);

  private final List<Hit.Place> places = new ArrayList<>();

  /** How far in the same lines those reach that begin no later than the one at the same index. */
  private int[] reach = new int[0];

  private boolean isReady;

  void clear() {
    places.clear();
    isReady = false;
  }

  void add(Hit.Place place) {
    places.add(place);
    isReady = false;
  }

  /** Returns whether one of the places is all of {@code place}. */
  boolean fills(Hit.Place place) {
    if (!isReady) {
      prepare();
    }
    int low = 0;
    int high = places.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Hit.Place one = places.get(middle);
      int order = BY_LINES.compare(one, place);
      if (order < 0 || (order == 0 && one.column() <= place.column())) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0
        && BY_LINES.compare(places.get(low - 1), place) == 0
        && Hit.Place.reaches(reach[low - 1], place);
  }

  private void prepare() {
    places.sort(BY_LINES.thenComparingInt(Hit.Place::column));
    reach = new int[places.size()];
    for (int i = 0; i < reach.length; i++) {
      Hit.Place one = places.get(i);
      boolean same = i > 0 && BY_LINES.compare(places.get(i - 1), one) == 0;
      reach[i] = same ? Math.max(reach[i - 1], one.endColumn()) : one.endColumn();
    }
    isReady = true;
  }
}
