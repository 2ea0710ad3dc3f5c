package dev.straykey.report;

import dev.straykey.model.Severity;
import java.io.IOException;
import java.util.List;

/**
 * Writes lines of text: indented, wrapped, coloured when asked, and never beginning with what a
 * build server takes for a command.
 */
final class TextLines {
  private static final String BOLD = "1";
  private static final String RED = "1;31";
  private static final String YELLOW = "33";
  private static final int LABEL = 10;

  private final Appendable out;
  private final TextStyle style;

  TextLines(Appendable out, TextStyle style) {
    this.out = out;
    this.style = style;
  }

  void blank() throws IOException {
    out.append('\n');
  }

  void line(String indent, String text) throws IOException {
    out.append(Printable.line(indent + text).stripTrailing()).append('\n');
  }

  /** Writes a sentence, wrapped at the width; lines after the first are indented as far. */
  void wrapped(String indent, String sentence) throws IOException {
    String before = indent;
    for (String line : wrap(sentence, indent.length())) {
      line(before, line);
      before = " ".repeat(indent.length());
    }
  }

  /** Writes sentences behind a label, one below the other; nothing when there is none. */
  void labelled(String label, List<String> sentences) throws IOException {
    String before = label(label);
    for (String sentence : sentences) {
      wrapped(before, sentence);
      before = label("");
    }
  }

  /** Writes a place on a line of its own, which never wraps, and the remarks below or behind it. */
  void place(String label, String place, String remarks) throws IOException {
    String before = label(label);
    if (remarks.isEmpty()) {
      line(before, place);
    } else if (fits(before.length() + place.length() + 3 + remarks.length())) {
      line(before, place + " – " + remarks);
    } else {
      line(before, place);
      wrapped(label("") + "  ", remarks);
    }
  }

  private static String label(String label) {
    return "   " + label + " ".repeat(LABEL - label.length());
  }

  private boolean fits(int columns) {
    return style.width() == 0 || columns <= style.width();
  }

  private List<String> wrap(String sentence, int indent) {
    if (fits(indent + sentence.length())) {
      return List.of(sentence);
    }
    var lines = new java.util.ArrayList<String>();
    var line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > 0 && !fits(indent + line.length() + 1 + word.length())) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  String bold(String text) {
    return coloured(BOLD, text);
  }

  String alarm(String text) {
    return coloured(RED, text);
  }

  String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL, HIGH -> coloured(RED, text);
      case MEDIUM -> coloured(YELLOW, text);
      case LOW -> text;
    };
  }

  private String coloured(String code, String text) {
    return style.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
