package dev.straykey.rule;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
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
   * Returns where the longest match from {@code from} ends that {@link Boundary} allows, and how
   * many bytes were needed to know it: {@link #end} and {@link #looked(long)} say which is which.
   */
  long match(byte[] text, int from, int to) {
    int state = 0;
    int end = -1;
    int i = from;
    while (i < to) {
      state = next[state * classes + (classOf[text[i++] & 0xff] & 0xff)];
      if (state < 0) {
        break;
      }
      if (accepting[state] && Boundary.endsAt(text, i, to)) {
        end = i;
      }
    }
    return ((long) (i - from) << Integer.SIZE) | (end & 0xffffffffL);
  }

  /** Returns where a match ends; -1 when there is none. */
  static int end(long match) {
    return (int) match;
  }

  /** Returns how many bytes were looked at for a match, or to know that there is none. */
  static int looked(long match) {
    return (int) (match >>> Integer.SIZE);
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

  /** Returns whether the text from {@code from} on begins with a match. */
  boolean begins(byte[] text, int from, int to, Steps steps) {
    int state = 0;
    int i = from;
    while (state >= 0 && i < to && !accepting[state]) {
      state = next[state * classes + (classOf[text[i++] & 0xff] & 0xff)];
    }
    steps.look(i - from, 1);
    return state >= 0 && accepting[state];
  }

  /**
   * Writes this table in few bytes: numbers of seven bits a byte; the classes and what accepts in
   * runs; of each state where it leads as a distance, in runs, and as often as the next states say
   * the same.
   */
  void pack(ByteArrayOutputStream out) {
    write(out, classes);
    runs(out, 0, classOf.length, i -> classOf[i] & 0xff);
    write(out, accepting.length);
    runs(out, 0, accepting.length, i -> accepting[i] ? 1 : 0);
    for (int state = 0; state < accepting.length; ) {
      int same = 1;
      while (state + same < accepting.length && leadsAlike(state, state + same)) {
        same++;
      }
      int row = state;
      write(out, same);
      runs(out, 0, classes, c -> distance(row, c));
      state += same;
    }
  }

  private boolean leadsAlike(int one, int other) {
    for (int c = 0; c < classes; c++) {
      if (distance(one, c) != distance(other, c)) {
        return false;
      }
    }
    return true;
  }

  /** Returns 0 where {@code state} ends, else 1 and more: how far ahead or behind it leads. */
  private int distance(int state, int c) {
    int to = next[state * classes + c];
    int by = to - state;
    return to < 0 ? 0 : 1 + ((by << 1) ^ (by >> 31));
  }

  private static void runs(ByteArrayOutputStream out, int from, int to, IntUnaryOperator value) {
    for (int i = from; i < to; ) {
      int same = 1;
      while (i + same < to && value.applyAsInt(i + same) == value.applyAsInt(i)) {
        same++;
      }
      write(out, same);
      write(out, value.applyAsInt(i));
      i += same;
    }
  }

  private static void write(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest);
  }

  /** Reads what {@link #pack} wrote. */
  static ByteDfa unpack(ByteBuffer in) {
    int classes = read(in);
    int[] classOf = new int[256];
    fill(in, classOf, 256);
    int states = read(in);
    int[] accepts = new int[states];
    fill(in, accepts, states);
    short[] next = new short[states * classes];
    int[] row = new int[classes];
    for (int state = 0; state < states; ) {
      int same = read(in);
      fill(in, row, classes);
      for (int last = state + same; state < last; state++) {
        for (int c = 0; c < classes; c++) {
          int by = row[c] - 1;
          next[state * classes + c] = (short) (by < 0 ? -1 : state + ((by >>> 1) ^ -(by & 1)));
        }
      }
    }
    byte[] narrow = new byte[256];
    for (int i = 0; i < 256; i++) {
      narrow[i] = (byte) classOf[i];
    }
    boolean[] accepting = new boolean[states];
    for (int i = 0; i < states; i++) {
      accepting[i] = accepts[i] != 0;
    }
    return new ByteDfa(narrow, classes, next, accepting);
  }

  private static void fill(ByteBuffer in, int[] into, int length) {
    for (int i = 0; i < length; ) {
      int end = i + read(in);
      Arrays.fill(into, i, end, read(in));
      i = end;
    }
  }

  private static int read(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int part = in.get();
      value |= (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
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
