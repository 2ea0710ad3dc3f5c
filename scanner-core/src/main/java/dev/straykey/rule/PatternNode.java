package dev.straykey.rule;

import java.util.List;

/** The parts of a pattern that fits one automaton over bytes. */
public sealed interface PatternNode {

  /** One byte of a set. */
  record Chars(ByteSet set) implements PatternNode {}

  /** One part behind the other. */
  record Sequence(List<PatternNode> parts) implements PatternNode {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of several. */
  record Choice(List<PatternNode> options) implements PatternNode {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /**
   * A part several times.
   *
   * @param max most times; -1 for no bound
   */
  record Repeat(PatternNode body, int min, int max) implements PatternNode {}

  /** A part with a name. */
  record Named(String name, PatternNode body) implements PatternNode {}
}
