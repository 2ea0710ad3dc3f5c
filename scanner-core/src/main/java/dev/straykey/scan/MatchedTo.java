package dev.straykey.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Up to where each rule matched in a text, so that it is not tried again within. Reused. */
final class MatchedTo {
  private final int rules;
  private long @Nullable [] ends;

  /** The rules that matched anywhere: of most texts none, of others few. */
  private int[] matched = new int[8];

  private int size;

  MatchedTo(int rules) {
    this.rules = rules;
  }

  /** Forgets the text before. */
  void clear() {
    if (ends != null) {
      for (int i = 0; i < size; i++) {
        ends[matched[i]] = 0;
      }
    }
    size = 0;
  }

  /** Returns where in the text the last match of {@code rule} ends; 0 without any. */
  long of(CompiledRule rule) {
    return ends == null ? 0 : ends[rule.index()];
  }

  void set(CompiledRule rule, long end) {
    long[] all = ends;
    if (all == null) {
      all = new long[rules];
      ends = all;
    }
    int index = rule.index();
    if (all[index] == 0) {
      if (size == matched.length) {
        matched = Arrays.copyOf(matched, size * 2);
      }
      matched[size++] = index;
    }
    all[index] = end;
  }
}
