package dev.straykey.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    int characters = 1;
    int known = 0;
    int most = 0;
    for (String keyword : keywords) {
      String lower = keyword.toLowerCase(Locale.ROOT);
      for (int i = 0; i < lower.length(); i++) {
        char c = lower.charAt(i);
        if (classOf[c] == 0) {
          known++;
          classOf[c] = (byte) known;
          classOf[Character.toUpperCase(c)] = (byte) known;
        }
      }
      characters += lower.length();
      most = Math.max(most, lower.length());
    }
    this.longest = most;
    this.classes = known + 1;
    int[] trie = new int[characters * classes];
    int[] own = new int[characters];
    int states = 1;
    var others = new ArrayList<int[]>();
    for (int k = 0; k < keywords.size(); k++) {
      String lower = keywords.get(k).toLowerCase(Locale.ROOT);
      int state = 0;
      for (int i = 0; i < lower.length(); i++) {
        int at = state * classes + classOf[lower.charAt(i)];
        if (trie[at] == 0) {
          trie[at] = states++;
        }
        state = trie[at];
      }
      if (own[state] == 0) {
        others.add(new int[] {k});
        own[state] = others.size();
      } else {
        int[] before = others.get(own[state] - 1);
        int[] both = Arrays.copyOf(before, before.length + 1);
        both[before.length] = k;
        others.set(own[state] - 1, both);
      }
    }
    int[][] out = new int[states][];
    int[] breadthFirst = close(trie, states, own, others, out);
    // States near the root are visited most and lie together; those with output come last, so that
    // one comparison finds them.
    int[] order = new int[states];
    int at = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int state : breadthFirst) {
        if ((out[state] == null) == (pass == 0)) {
          order[state] = at++;
        }
      }
    }
    int plain = 0;
    for (int[] keys : out) {
      plain += keys == null ? 1 : 0;
    }
    this.firstOutput = plain * classes;
    this.next = new int[states * classes];
    this.outputs = new int[states - plain][];
    for (int s = 0; s < states; s++) {
      int row = order[s] * classes;
      for (int cls = 0; cls < classes; cls++) {
        next[row + cls] = order[trie[s * classes + cls]] * classes;
      }
      int[] keys = out[s];
      if (keys != null) {
        outputs[order[s] - plain] = keys;
      }
    }
  }

  /**
   * Turns the trie into a complete automaton: where no keyword goes on, the longest tail does.
   *
   * @param own number of a state's own keywords in {@code lists}, from 1; 0 for none
   * @param out gets what ends at each state, longest first; null for nothing
   * @return the states, breadth first
   */
  private int[] close(int[] trie, int states, int[] own, List<int[]> lists, int[][] out) {
    int[] fail = new int[states];
    int[] queue = new int[states];
    int tail = 1;
    for (int head = 0; head < tail; head++) {
      int state = queue[head];
      int[] inherited = state == 0 ? null : out[fail[state]];
      int[] mine = own[state] == 0 ? null : lists.get(own[state] - 1);
      out[state] = mine == null ? inherited : inherited == null ? mine : joined(mine, inherited);
      int row = state * classes;
      int fallback = fail[state] * classes;
      for (int cls = 0; cls < classes; cls++) {
        int child = trie[row + cls];
        if (child != 0) {
          fail[child] = state == 0 ? 0 : trie[fallback + cls];
          queue[tail++] = child;
        } else if (state != 0) {
          trie[row + cls] = trie[fallback + cls];
        }
      }
    }
    return queue;
  }

  private static int[] joined(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
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
   * {@code start} to {@code end} (exclusive). What separates the parts of a word is passed over.
   *
   * @param entry what the walk up to {@code start} returned; 0 to begin anew
   */
  int walk(byte[] text, int start, int end, int entry, Ends ends) {
    int state = entry;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      if (b == '-' || b == '_' || b == '.' || b == ' ') {
        continue;
      }
      state = next[state + classOf[b & 0xff]];
      if (state >= firstOutput) {
        ends.add(i, state);
      }
    }
    return state;
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
