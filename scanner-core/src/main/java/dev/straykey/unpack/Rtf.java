package dev.straykey.unpack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.Set;

/**
 * The text of one document of rich text. What shows how it looks (fonts, colours, styles) and what
 * is written as digits (pictures, embedded files) is left out; every other group is text.
 *
 * <p>Source: Rich Text Format (RTF) Specification, version 1.9.1.
 */
final class Rtf {
  /** Groups that hold no text of the document, by the word that they begin with. */
  private static final Set<String> NO_TEXT =
      Set.of(
          "fonttbl",
          "colortbl",
          "stylesheet",
          "listtable",
          "listoverridetable",
          "rsidtbl",
          "pict",
          "objdata",
          "themedata",
          "colorschememapping",
          "latentstyles",
          "datastore",
          "blipuid",
          "panose",
          "falt");

  private static final Set<String> LINE_ENDS =
      Set.of("par", "line", "cell", "nestcell", "row", "nestrow", "sect", "page", "column");

  private static final int LONGEST_WORD = 32;

  /** Groups in one another; deeper ones are read as if they were this deep. */
  private static final int DEEPEST = 1024;

  private final byte[] bytes;
  private final TextLines lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
  private final ArrayDeque<State> outer = new ArrayDeque<>();
  private Charset charset = Charset.forName("windows-1252");
  private State state = new State(false, 1);
  private int at;

  /** How many characters stand behind a {@code \\u} for who cannot read it. */
  private int toSkip;

  /**
   * What a group changes and gives back at its end.
   *
   * @param silent whether what stands there is no text
   * @param stand how many characters stand in for one of Unicode
   */
  private record State(boolean silent, int stand) {}

  Rtf(byte[] bytes) {
    this.bytes = bytes;
    this.lines = new TextLines(4L * bytes.length);
  }

  TextLines lines() {
    while (at < bytes.length) {
      byte b = bytes[at++];
      switch (b) {
        case '{' -> begin();
        case '}' -> end();
        case '\\' -> control();
        case '\r', '\n', 0 -> {
          // Ends of lines are the file's, not the text's.
        }
        default -> character(b);
      }
    }
    endLine();
    return lines;
  }

  private void begin() {
    if (outer.size() < DEEPEST) {
      outer.push(state);
    }
    toSkip = 0;
  }

  private void end() {
    if (!outer.isEmpty()) {
      state = outer.pop();
    }
    toSkip = 0;
  }

  private void control() {
    if (at >= bytes.length) {
      return;
    }
    byte b = bytes[at];
    if (isLetter(b)) {
      word();
      return;
    }
    at++;
    switch (b) {
      case '\'' -> hexByte();
      case '\\', '{', '}' -> character(b);
      case '~' -> character((byte) ' ');
      case '_' -> character((byte) '-');
      case '\r', '\n' -> endLine();
      default -> {
        // Hyphens that a line may be broken at, marks of indexes and of what may be passed over.
      }
    }
  }

  private void hexByte() {
    if (at + 1 < bytes.length) {
      int high = Character.digit(bytes[at], 16);
      int low = Character.digit(bytes[at + 1], 16);
      if (high >= 0 && low >= 0) {
        at += 2;
        character((byte) (high << 4 | low));
      }
    }
  }

  private void word() {
    int start = at;
    while (at < bytes.length && isLetter(bytes[at]) && at - start < LONGEST_WORD) {
      at++;
    }
    var word = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
    boolean negative = at < bytes.length && bytes[at] == '-';
    int digit = negative ? at + 1 : at;
    boolean numbered = digit < bytes.length && isDigit(bytes[digit]);
    int number = 0;
    if (numbered) {
      at = digit;
      while (at < bytes.length && isDigit(bytes[at]) && at - digit < 9) {
        number = number * 10 + bytes[at++] - '0';
      }
      number = negative ? -number : number;
    }
    if (at < bytes.length && bytes[at] == ' ') {
      at++;
    }
    take(word, numbered, number);
  }

  private void take(String word, boolean numbered, int number) {
    if (LINE_ENDS.contains(word)) {
      endLine();
    } else if (NO_TEXT.contains(word)) {
      state = new State(true, state.stand());
    } else if (numbered) {
      switch (word) {
        case "u" -> unicode(number);
        case "uc" -> state = new State(state.silent(), Math.max(0, Math.min(number, 16)));
        case "bin" -> at = (int) Math.min(bytes.length, at + (long) Math.max(0, number));
        case "ansicpg" -> charset = charset(number, charset);
        default -> {
          // Sizes, colours and places.
        }
      }
    } else {
      switch (word) {
        case "tab" -> character((byte) '\t');
        case "emspace", "enspace", "qmspace" -> character((byte) ' ');
        case "lquote", "rquote" -> character((byte) '\'');
        case "ldblquote", "rdblquote" -> character((byte) '"');
        case "endash", "emdash" -> character((byte) '-');
        default -> {
          // How it looks.
        }
      }
    }
  }

  private static Charset charset(int page, Charset otherwise) {
    try {
      return Charset.forName("windows-" + page);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return otherwise;
    }
  }

  /** Half of a pair of surrogates is written alone; keys hold none. */
  private void unicode(int number) {
    if (!state.silent()) {
      decode();
      String character = String.valueOf((char) number);
      line.writeBytes(character.getBytes(StandardCharsets.UTF_8));
    }
    toSkip = state.stand();
  }

  private void character(byte b) {
    if (toSkip > 0) {
      toSkip--;
    } else if (!state.silent()) {
      coded.write(b);
    }
  }

  /** Bytes of the document's code page are put together before they are read. */
  private void decode() {
    if (coded.size() > 0) {
      line.writeBytes(coded.toString(charset).getBytes(StandardCharsets.UTF_8));
      coded.reset();
    }
  }

  private void endLine() {
    decode();
    byte[] text = line.toByteArray();
    lines.line(text, 0, text.length);
    line.reset();
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
