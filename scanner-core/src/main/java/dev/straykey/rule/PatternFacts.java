package dev.straykey.rule;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a pattern before any text is seen: found out once, kept in the compiled
 * rules.
 *
 * @param literalPrefix the literal that every match begins with; empty when there is none
 * @param keyPrefix the literal that every key begins with: of group {@code key} where there is one
 * @param offsets by keyword; none for a keyword that the pattern can never hold
 * @param shortest bytes of the shortest match; 0 when only RE2J can say
 * @param longest bytes of the longest match, at most {@link KeyPattern#MAX_LENGTH}
 * @param named whether the pattern has groups with a name, which only RE2J tells
 * @param inToken whether every match is one token, as the scanner cuts them
 */
record PatternFacts(
    String literalPrefix,
    String keyPrefix,
    Map<String, KeyPattern.Offset> offsets,
    int shortest,
    int longest,
    boolean named,
    boolean inToken) {
  /** What tokens are made of, as the scanner cuts them. */
  private static final ByteSet TOKEN =
      ByteSet.range('a', 'z')
          .or(ByteSet.range('A', 'Z'))
          .or(ByteSet.range('0', '9'))
          .or(ByteSet.of("_-+/=.~"));

  PatternFacts {
    offsets = Map.copyOf(offsets);
  }

  /**
   * Finds out what is to be known.
   *
   * @param root null when only RE2J can run the pattern
   */
  static PatternFacts of(@Nullable PatternNode root, List<String> keywords) {
    if (root == null) {
      var anywhere = new HashMap<String, KeyPattern.Offset>();
      keywords.forEach(keyword -> anywhere.put(keyword, KeyPattern.Offset.ANYWHERE));
      return new PatternFacts("", "", anywhere, 0, KeyPattern.MAX_LENGTH, true, false);
    }
    String literal = literal(root);
    PatternNode key = find(root, "key");
    var offsets = new HashMap<String, KeyPattern.Offset>();
    for (String keyword : keywords) {
      KeyPattern.Offset offset = offset(root, literal, keyword);
      if (offset != null) {
        offsets.put(keyword, offset);
      }
    }
    return new PatternFacts(
        literal,
        key == null ? literal : literal(key),
        offsets,
        shortest(root),
        (int) Math.min(KeyPattern.MAX_LENGTH, longest(root)),
        hasName(root),
        inToken(root));
  }

  /**
   * Returns how far {@code keyword} stands behind the beginning of what the pattern fits, compared
   * without regard to case; null when the pattern can never hold it.
   */
  static KeyPattern.@Nullable Offset offset(PatternNode root, String literal, String keyword) {
    if (literal.regionMatches(true, 0, keyword, 0, keyword.length())) {
      return new KeyPattern.Offset(0, 0, false);
    }
    ByteNfa nfa = ByteNfa.of(root);
    if (nfa == null) {
      return KeyPattern.Offset.ANYWHERE;
    }
    KeyPattern.Offset said = offset(nfa, keyword, true);
    return said != null ? said : offset(nfa, keyword, false);
  }

  private static KeyPattern.@Nullable Offset offset(
      ByteNfa nfa, String keyword, boolean literalOnly) {
    var states = new BitSet();
    nfa.close(nfa.start(), states);
    int least = -1;
    int most = -1;
    for (int back = 0; back <= KeyPattern.MAX_BACK && !states.isEmpty(); back++) {
      BitSet at = states;
      for (int i = 0; i < keyword.length() && !at.isEmpty(); i++) {
        at = nfa.step(at, ByteSet.of(keyword.charAt(i)).bothCases(), literalOnly);
      }
      if (!at.isEmpty()) {
        if (back == 0) {
          // At the very beginning: further ones are chance, or a part that may be missing.
          return new KeyPattern.Offset(0, 0, false);
        }
        least = least < 0 ? back : least;
        most = back;
      }
      states = nfa.step(states, ByteSet.NONE.not(), false);
    }
    return least < 0 ? null : new KeyPattern.Offset(least, most, false);
  }

  private static int shortest(PatternNode node) {
    if (node instanceof PatternNode.Named group) {
      return shortest(group.body());
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().mapToInt(PatternFacts::shortest).sum();
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().mapToInt(PatternFacts::shortest).min().orElse(0);
    }
    if (node instanceof PatternNode.Repeat repeat) {
      return repeat.min() * shortest(repeat.body());
    }
    return 1;
  }

  private static long longest(PatternNode node) {
    if (node instanceof PatternNode.Named group) {
      return longest(group.body());
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().mapToLong(PatternFacts::longest).sum();
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().mapToLong(PatternFacts::longest).max().orElse(0);
    }
    if (node instanceof PatternNode.Repeat repeat) {
      return repeat.max() < 0 ? KeyPattern.MAX_LENGTH : repeat.max() * longest(repeat.body());
    }
    return 1;
  }

  private static boolean inToken(PatternNode node) {
    if (node instanceof PatternNode.Chars chars) {
      return chars.set().and(TOKEN.not()).size() == 0;
    }
    if (node instanceof PatternNode.Named group) {
      return inToken(group.body());
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().allMatch(PatternFacts::inToken);
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().allMatch(PatternFacts::inToken);
    }
    return node instanceof PatternNode.Repeat repeat && inToken(repeat.body());
  }

  private static @Nullable PatternNode find(PatternNode node, String name) {
    if (node instanceof PatternNode.Named group) {
      return group.name().equals(name) ? group.body() : find(group.body(), name);
    }
    List<PatternNode> parts = List.of();
    if (node instanceof PatternNode.Sequence sequence) {
      parts = sequence.parts();
    } else if (node instanceof PatternNode.Choice choice) {
      parts = choice.options();
    } else if (node instanceof PatternNode.Repeat repeat) {
      parts = List.of(repeat.body());
    }
    for (PatternNode part : parts) {
      PatternNode found = find(part, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Appends the literal beginning of {@code node}; returns false when it ends inside. */
  private static boolean prefix(PatternNode node, StringBuilder into) {
    if (node instanceof PatternNode.Chars chars && chars.set().isLiteral()) {
      into.append((char) chars.set().first());
      return true;
    }
    if (node instanceof PatternNode.Named group) {
      return prefix(group.body(), into);
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().allMatch(part -> prefix(part, into));
    }
    return false;
  }

  private static boolean hasName(PatternNode node) {
    if (node instanceof PatternNode.Named) {
      return true;
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().anyMatch(PatternFacts::hasName);
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().anyMatch(PatternFacts::hasName);
    }
    return node instanceof PatternNode.Repeat repeat && hasName(repeat.body());
  }

  private static String literal(PatternNode node) {
    var literal = new StringBuilder();
    prefix(node, literal);
    return literal.toString();
  }
}
