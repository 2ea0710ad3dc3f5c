package dev.straykey.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pattern as states and byte transitions, each state taking one set of bytes. */
final class ByteNfa {
  private static final int MAX_STATES = 20_000;

  /** A state: a set to take, or (with no set) two ways on without taking anything. */
  private static final class State {
    final @Nullable ByteSet set;
    final boolean literal;
    int out = -1;
    int other = -1;

    State(@Nullable ByteSet set) {
      this.set = set;
      this.literal = set != null && set.isLiteral();
    }
  }

  private final List<State> states = new ArrayList<>();
  private int start;
  private int accept;

  private ByteNfa() {}

  /** Returns the automaton, or null when it would be too large. */
  static @Nullable ByteNfa of(PatternNode root) {
    var nfa = new ByteNfa();
    nfa.accept = nfa.add(null);
    nfa.start = nfa.build(root, nfa.accept);
    return nfa.states.size() > MAX_STATES ? null : nfa;
  }

  int start() {
    return start;
  }

  boolean accepts(BitSet set) {
    return set.get(accept);
  }

  /** Returns every set of bytes that some state takes. */
  Set<ByteSet> sets() {
    var sets = new LinkedHashSet<ByteSet>();
    for (State state : states) {
      if (state.set != null) {
        sets.add(state.set);
      }
    }
    return sets;
  }

  /** Adds {@code state} and what is reached from it without taking a byte. */
  void close(int state, BitSet into) {
    if (state < 0 || into.get(state)) {
      return;
    }
    int at = state;
    while (at >= 0 && !into.get(at)) {
      into.set(at);
      State here = states.get(at);
      if (here.set != null) {
        return;
      }
      if (here.other >= 0) {
        close(here.other, into);
      }
      at = here.out;
    }
  }

  /** Returns the states after any one byte of {@code filter}; only literal steps when asked. */
  BitSet step(BitSet from, ByteSet filter, boolean literalOnly) {
    var after = new BitSet();
    for (int s = from.nextSetBit(0); s >= 0; s = from.nextSetBit(s + 1)) {
      State state = states.get(s);
      ByteSet set = state.set;
      if (set != null && (!literalOnly || state.literal) && set.meets(filter)) {
        close(state.out, after);
      }
    }
    return after;
  }

  private int add(@Nullable ByteSet set) {
    if (states.size() <= MAX_STATES) {
      states.add(new State(set));
    }
    return states.size() - 1;
  }

  /** Builds {@code node} in front of {@code next}; returns where it begins. */
  private int build(PatternNode node, int next) {
    if (states.size() > MAX_STATES) {
      return next;
    }
    if (node instanceof PatternNode.Chars chars) {
      int state = add(chars.set());
      states.get(state).out = next;
      return state;
    }
    if (node instanceof PatternNode.Named named) {
      return build(named.body(), next);
    }
    if (node instanceof PatternNode.Sequence sequence) {
      int at = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        at = build(sequence.parts().get(i), at);
      }
      return at;
    }
    if (node instanceof PatternNode.Choice choice) {
      int at = build(choice.options().get(choice.options().size() - 1), next);
      for (int i = choice.options().size() - 2; i >= 0; i--) {
        at = split(build(choice.options().get(i), next), at);
      }
      return at;
    }
    return repeat((PatternNode.Repeat) node, next);
  }

  private int repeat(PatternNode.Repeat repeat, int next) {
    int at = next;
    if (repeat.max() < 0) {
      int loop = split(-1, next);
      states.get(loop).out = build(repeat.body(), loop);
      at = loop;
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        at = split(build(repeat.body(), at), next);
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      at = build(repeat.body(), at);
    }
    return at;
  }

  private int split(int out, int other) {
    int state = add(null);
    states.get(state).out = out;
    states.get(state).other = other;
    return state;
  }
}
