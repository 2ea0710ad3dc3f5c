package dev.straykey.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds every keyword in one walk over the bytes (Aho and Corasick's automaton as a table, letters
 * without regard to case). A long text is cut into four streams that run interleaved, so that the
 * processor need not wait for one chain of look-ups.
 *
 * <p>Immutable; shared by all workers.
 */
final class KeywordAutomaton {
  private static final int INTERLEAVE_FROM = 1024;

  private final byte[] classOf = new byte[256];
  private final int classes;
  private final int[] next;
  private final int firstOutput;
  private final int[][] outputs;
  private final int longest;

  /** Places where keywords end, in ascending order. Reused. */
  static final class Ends {
    private int[] positions = new int[64];
    private int[] states = new int[64];
    private int size;

    /** The streams behind the first, until they are joined. */
    private Ends @Nullable [] further;

    int size() {
      return size;
    }

    int position(int i) {
      return positions[i];
    }

    int state(int i) {
      return states[i];
    }

    void clear() {
      size = 0;
    }

    private Ends[] further() {
      Ends[] made = further;
      if (made == null) {
        made = new Ends[] {new Ends(), new Ends(), new Ends()};
        further = made;
      }
      for (Ends stream : made) {
        stream.size = 0;
      }
      return made;
    }

    private void append(Ends stream) {
      for (int i = 0; i < stream.size; i++) {
        add(stream.positions[i], stream.states[i]);
      }
    }

    private void add(int position, int state) {
      if (size == positions.length) {
        positions = Arrays.copyOf(positions, size * 2);
        states = Arrays.copyOf(states, size * 2);
      }
      positions[size] = position;
      states[size++] = state;
    }
  }

  /**
   * @param keywords ASCII literals; output {@code k} of a state means {@code keywords.get(k)} ends
   *     there
   */
  KeywordAutomaton(List<String> keywords) {
    List<int[]> trie = new ArrayList<>();
    List<List<Integer>> out = new ArrayList<>();
    Map<Character, Integer> letters = new TreeMap<>();
    int most = 0;
    for (String keyword : keywords) {
      for (char c : keyword.toLowerCase(Locale.ROOT).toCharArray()) {
        letters.computeIfAbsent(c, unused -> letters.size() + 1);
      }
      most = Math.max(most, keyword.length());
    }
    this.longest = most;
    this.classes = letters.size() + 1;
    letters.forEach(
        (c, cls) -> {
          classOf[c] = cls.byteValue();
          classOf[Character.toUpperCase(c)] = cls.byteValue();
        });
    trie.add(new int[classes]);
    out.add(new ArrayList<>());
    for (int k = 0; k < keywords.size(); k++) {
      int state = 0;
      for (char c : keywords.get(k).toLowerCase(Locale.ROOT).toCharArray()) {
        int cls = classOf[c];
        if (trie.get(state)[cls] == 0) {
          trie.get(state)[cls] = trie.size();
          trie.add(new int[classes]);
          out.add(new ArrayList<>());
        }
        state = trie.get(state)[cls];
      }
      out.get(state).add(k);
    }
    close(trie, out);
    // States with output come last, so that one comparison finds them.
    int[] order = new int[trie.size()];
    int at = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int s = 0; s < order.length; s++) {
        if (out.get(s).isEmpty() == (pass == 0)) {
          order[s] = at++;
        }
      }
    }
    int plain = (int) out.stream().filter(List::isEmpty).count();
    this.firstOutput = plain * classes;
    this.next = new int[order.length * classes];
    this.outputs = new int[order.length - plain][];
    for (int s = 0; s < order.length; s++) {
      for (int cls = 0; cls < classes; cls++) {
        next[order[s] * classes + cls] = order[trie.get(s)[cls]] * classes;
      }
      if (order[s] >= plain) {
        outputs[order[s] - plain] = out.get(s).stream().mapToInt(Integer::intValue).toArray();
      }
    }
  }

  /** Turns the trie into a complete automaton: where no keyword goes on, the longest tail does. */
  private static void close(List<int[]> trie, List<List<Integer>> out) {
    int[] fail = new int[trie.size()];
    var queue = new ArrayDeque<Integer>();
    for (int child : trie.get(0)) {
      if (child != 0) {
        queue.add(child);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      out.get(state).addAll(out.get(fail[state]));
      int[] row = trie.get(state);
      int[] fallback = trie.get(fail[state]);
      for (int cls = 0; cls < row.length; cls++) {
        if (row[cls] == 0) {
          row[cls] = fallback[cls];
        } else {
          fail[row[cls]] = fallback[cls];
          queue.add(row[cls]);
        }
      }
    }
  }

  /** Returns the keywords that end where {@code state} was reached. */
  int[] keywords(int state) {
    return outputs[(state - firstOutput) / classes];
  }

  /**
   * Collects the keywords whose last byte stands from {@code start} (inclusive) to {@code end}
   * (exclusive); they may begin before {@code start}, down to {@code from}.
   */
  void find(byte[] text, int from, int start, int end, Ends ends) {
    ends.size = 0;
    int quarter = (end - start) / 4;
    if (quarter < INTERLEAVE_FROM / 4) {
      one(text, start, end, warm(text, from, start), ends);
    } else {
      four(text, from, start, end, quarter, ends);
    }
  }

  /** Returns the state at {@code start}, for which the bytes before it are enough. */
  private int warm(byte[] text, int from, int start) {
    int state = 0;
    for (int i = Math.max(from, start - longest); i < start; i++) {
      state = next[state + classOf[text[i] & 0xff]];
    }
    return state;
  }

  /**
   * Collects, behind what {@code ends} holds already, the keywords whose last byte stands from
   * {@code start} to {@code end} (exclusive).
   *
   * @param entry what the walk up to {@code start} returned; 0 to begin anew
   */
  int walk(byte[] text, int start, int end, int entry, Ends ends) {
    return one(text, start, end, entry, ends);
  }

  private int one(byte[] text, int start, int end, int entry, Ends ends) {
    int state = entry;
    for (int i = start; i < end; i++) {
      state = next[state + classOf[text[i] & 0xff]];
      if (state >= firstOutput) {
        ends.add(i, state);
      }
    }
    return state;
  }

  private void four(byte[] text, int from, int start, int end, int quarter, Ends ends) {
    int[] table = next;
    byte[] cls = classOf;
    int output = firstOutput;
    int b = start + quarter;
    int c = b + quarter;
    int d = c + quarter;
    int s0 = warm(text, from, start);
    int s1 = warm(text, from, b);
    int s2 = warm(text, from, c);
    int s3 = warm(text, from, d);
    Ends[] further = ends.further();
    int last = output - 1;
    for (int i = 0; i < quarter; i++) {
      s0 = table[s0 + cls[text[start + i] & 0xff]];
      s1 = table[s1 + cls[text[b + i] & 0xff]];
      s2 = table[s2 + cls[text[c + i] & 0xff]];
      s3 = table[s3 + cls[text[d + i] & 0xff]];
      // One branch for four bytes: negative when any of them reached an output.
      if (((last - s0) | (last - s1) | (last - s2) | (last - s3)) < 0) {
        hit(start + i, s0, ends);
        hit(b + i, s1, further[0]);
        hit(c + i, s2, further[1]);
        hit(d + i, s3, further[2]);
      }
    }
    one(text, d + quarter, end, s3, further[2]);
    for (Ends stream : further) {
      ends.append(stream);
    }
  }

  private void hit(int position, int state, Ends ends) {
    if (state >= firstOutput) {
      ends.add(position, state);
    }
  }
}
