package dev.straykey.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pattern as a table: one look-up a byte, no way back. */
final class ByteDfa {
  private static final int MAX_STATES = 4_000;

  private final byte[] classOf;
  private final int classes;
  private final short[] next;
  private final boolean[] accepting;

  private ByteDfa(byte[] classOf, int classes, short[] next, boolean[] accepting) {
    this.classOf = classOf;
    this.classes = classes;
    this.next = next;
    this.accepting = accepting;
  }

  /** States at once, by value. A set of bits by itself hashes to few of a table's slots. */
  private static final class States {
    private final long[] words;
    private final int hash;

    States(BitSet states) {
      words = states.toLongArray();
      long mixed = 0;
      for (long word : words) {
        mixed = (mixed ^ word) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
      }
      hash = (int) (mixed >>> 32) ^ (int) mixed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof States states && Arrays.equals(words, states.words);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Returns the table, or null when it would be too large. */
  static @Nullable ByteDfa of(ByteNfa nfa) {
    List<ByteSet> parts = partition(nfa);
    byte[] classOf = new byte[256];
    for (int p = 0; p < parts.size(); p++) {
      for (int member : parts.get(p).members()) {
        classOf[member] = (byte) p;
      }
    }
    var first = new BitSet();
    nfa.close(nfa.start(), first);
    Map<States, Integer> ids = new HashMap<>();
    List<BitSet> found = new ArrayList<>();
    ids.put(new States(first), 0);
    found.add(first);
    var rows = new ArrayList<short[]>();
    for (int state = 0; state < found.size(); state++) {
      short[] row = new short[parts.size()];
      for (int p = 0; p < parts.size(); p++) {
        BitSet after = nfa.step(found.get(state), parts.get(p), false);
        if (after.isEmpty()) {
          row[p] = -1;
          continue;
        }
        var states = new States(after);
        Integer id = ids.get(states);
        if (id == null) {
          if (found.size() == MAX_STATES) {
            return null;
          }
          id = found.size();
          ids.put(states, id);
          found.add(after);
        }
        row[p] = id.shortValue();
      }
      rows.add(row);
    }
    short[] next = new short[rows.size() * parts.size()];
    boolean[] accepting = new boolean[rows.size()];
    for (int state = 0; state < rows.size(); state++) {
      System.arraycopy(rows.get(state), 0, next, state * parts.size(), parts.size());
      accepting[state] = nfa.accepts(found.get(state));
    }
    return new ByteDfa(classOf, parts.size(), next, accepting);
  }

  /**
   * Returns where the longest match from {@code from} ends that {@link Boundary} allows; -1 when
   * there is none.
   */
  int match(byte[] text, int from, int to) {
    int state = 0;
    int end = -1;
    for (int i = from; i < to; i++) {
      state = next[state * classes + (classOf[text[i] & 0xff] & 0xff)];
      if (state < 0) {
        return end;
      }
      if (accepting[state] && Boundary.endsAt(text, i + 1, to)) {
        end = i + 1;
      }
    }
    return end;
  }

  /** Returns where the first byte stands, from {@code from} on, that no match can hold there. */
  int reach(byte[] text, int from, int to) {
    int state = 0;
    int i = from;
    while (i < to) {
      state = next[state * classes + (classOf[text[i] & 0xff] & 0xff)];
      if (state < 0) {
        return i;
      }
      i++;
    }
    return i;
  }

  /** Returns how many bytes from {@code from} on are needed to know what {@link #match} returns. */
  int looked(byte[] text, int from, int to) {
    int state = 0;
    for (int i = from; i < to; i++) {
      state = next[state * classes + (classOf[text[i] & 0xff] & 0xff)];
      if (state < 0) {
        return i + 1 - from;
      }
    }
    return to - from;
  }

  /** Returns whether the text from {@code from} on begins with a match. */
  boolean begins(byte[] text, int from, int to) {
    int state = 0;
    for (int i = from; i < to && !accepting[state]; i++) {
      state = next[state * classes + (classOf[text[i] & 0xff] & 0xff)];
      if (state < 0) {
        return false;
      }
    }
    return accepting[state];
  }

  /** Cuts the 256 bytes into the coarsest classes that no set of the pattern tells apart. */
  private static List<ByteSet> partition(ByteNfa nfa) {
    List<ByteSet> parts = new ArrayList<>(List.of(ByteSet.NONE.not()));
    for (ByteSet set : nfa.sets()) {
      var finer = new ArrayList<ByteSet>();
      for (ByteSet part : parts) {
        for (ByteSet piece : List.of(part.and(set), part.and(set.not()))) {
          if (piece.size() > 0) {
            finer.add(piece);
          }
        }
      }
      parts = finer;
    }
    return parts;
  }
}
