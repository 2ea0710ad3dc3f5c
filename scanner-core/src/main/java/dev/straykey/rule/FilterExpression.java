package dev.straykey.rule;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What betterleaks calls a filter: an expression that is true of a match that does not count. As
 * much of that language as says what a key, its match, its line and its path are like.
 */
public final class FilterExpression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Node root;

  /** A part of an expression: gives a string, a number, a truth or a list of strings. */
  interface Node extends Serializable {
    Object of(ForeignRule.Found found);
  }

  private FilterExpression(Node root) {
    this.root = root;
  }

  /**
   * An expression, or the parts of it that can be honoured.
   *
   * @param filters of which one must be true
   * @param problem what could not be honoured; empty when everything can
   */
  record Read(List<FilterExpression> filters, String problem) {}

  /** Reads {@code text}; where it is a list of alternatives, each is taken or left by itself. */
  static Read read(String text) {
    var filters = new ArrayList<FilterExpression>();
    String problem = "";
    try {
      var words = new FilterText(text);
      var parser = new FilterParser(words);
      while (true) {
        int start = words.position();
        try {
          filters.add(new FilterExpression(parser.alternative()));
        } catch (IllegalArgumentException e) {
          problem = String.valueOf(e.getMessage());
          if (!words.skipAlternative(start)) {
            return new Read(filters, problem);
          }
        }
        if (!parser.or()) {
          break;
        }
      }
      words.end();
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new Read(filters, problem);
  }

  /** Returns whether a match does not count. */
  public boolean drops(ForeignRule.Found found) {
    return Boolean.TRUE.equals(root.of(found));
  }

  /** Returns Shannon's entropy, in bits per character. */
  static double entropy(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int[] counts = new int[256];
    for (int i = 0; i < text.length(); i++) {
      counts[text.charAt(i) & 0xff]++;
    }
    double sum = 0;
    for (int count : counts) {
      if (count > 0) {
        double p = (double) count / text.length();
        sum -= p * Math.log(p) / Math.log(2);
      }
    }
    return sum;
  }
}
