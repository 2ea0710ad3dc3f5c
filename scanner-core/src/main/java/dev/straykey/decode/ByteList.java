package dev.straykey.decode;

import java.util.Arrays;
import java.util.List;

/**
 * Bytes that a program spells out one by one: {@code new byte[] {0x2d, 45, 'a'}}, {@code
 * []byte{…}}, {@code bytes([…])}, {@code fromCharCode(…)}. They are text, or a private key in its
 * binary form; anything else is a table of the program's.
 */
final class ByteList implements Decoder {
  /** Fewer are no key. */
  private static final int LEAST = 16;

  /** The furthest that the first number stands behind a mark, spaces and a remark between. */
  private static final int OPENING = 96;

  /** The longest list that is put together, in bytes: a large key with its armour. */
  private static final int MOST = 16 * 1024;

  /** The furthest that numbers stand apart, a remark between. */
  private static final int LONGEST_GAP = 2048;

  /** What it takes to look around a mark, and at a byte of a list, in steps. */
  private static final int MARK = 64;

  private static final int EACH = 8;

  /** What a private key in its binary form begins with. */
  private static final int SEQUENCE = 0x30;

  private final Decoded piece = new Decoded();
  private final Numbers numbers = new Numbers();
  private byte[] bytes = new byte[256];
  private long readTo;

  @Override
  public String name() {
    return "byte-list";
  }

  @Override
  public List<String> marks() {
    return List.of(
        "= {",
        "={",
        "= [",
        "byte[] {",
        "byte[]{",
        "byte{",
        "uint8{",
        "bytes([",
        "array([",
        "arrayof(",
        "from([",
        "charcode(",
        "vec![",
        "\"data\":[",
        "\"data\": [",
        "{0x",
        "{ 0x");
  }

  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    return first(text, last, to) >= 0;
  }

  @Override
  public void begin() {
    readTo = 0;
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    for (int i = 0; i < marks.size() && sink.took(MARK); i++) {
      int last = marks.last(i);
      int first = first(window.text(), last, window.to());
      if (first >= 0 && window.base() + first >= readTo) {
        list(window, first, sink);
      }
    }
  }

  /** Returns where the first number stands; -1 when what follows the mark is none. */
  private static int first(byte[] text, int last, int to) {
    if (text[last] == 'x' || text[last] == 'X') {
      return last - 1;
    }
    int stop = Math.min(to, last + OPENING);
    int i = Numbers.space(text, last + 1, stop);
    return i < stop && Numbers.mayBegin(text[i]) ? i : -1;
  }

  private void list(Window window, int first, Sink sink) {
    byte[] text = window.text();
    piece.clear();
    int size = 0;
    boolean isText = true;
    int end = first;
    for (int at = first; at >= 0 && size < MOST; at = numbers.next(text, end, window.to())) {
      if (!numbers.read(text, at, window.to())) {
        break;
      }
      int value = numbers.value();
      end = numbers.end();
      isText &= Bytes.isText((byte) value);
      if (isText) {
        piece.add(value, at, end);
      } else if (size < LEAST && (bytes[0] != SEQUENCE || size == 0)) {
        break;
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) value;
    }
    readTo = window.base() + end;
    if (!sink.took((long) EACH * (end - first) + LONGEST_GAP / EACH)) {
      return;
    }
    if (piece.size() >= LEAST) {
      sink.text(piece);
    } else if (size >= LEAST && bytes[0] == SEQUENCE) {
      sink.packed(Arrays.copyOf(bytes, size), first, end);
    }
  }

  /** Numbers of a byte as programs write them, one after another. */
  private static final class Numbers {
    private static final String CAST = "(byte)";
    private static final int LARGEST = 255;
    private static final int SMALLEST = -128;

    private int value;
    private int end;

    /** Returns the number read last, 0 to 255. */
    int value() {
      return value;
    }

    int end() {
      return end;
    }

    static boolean mayBegin(byte b) {
      return isDigit(b) || b == '-' || b == '\'' || b == '(';
    }

    /** Reads the number at {@code at}; false where none stands there that a byte can hold. */
    boolean read(byte[] text, int at, int to) {
      int i = at;
      if (text[i] == '(') {
        if (!isCast(text, i, to)) {
          return false;
        }
        i = space(text, i + CAST.length(), to);
      }
      if (i < to && text[i] == '\'') {
        return letter(text, i + 1, to);
      }
      boolean negative = i < to && text[i] == '-';
      i = negative ? i + 1 : i;
      boolean hex = i + 1 < to && text[i] == '0' && (text[i + 1] | 32) == 'x';
      int first = hex ? i + 2 : i;
      int digits = digits(text, first, to, hex ? 16 : 10);
      if (digits == first || digits - first > 3) {
        return false;
      }
      if (negative) {
        value = -value;
      }
      boolean fits = value >= SMALLEST && value <= LARGEST;
      value &= LARGEST;
      end = suffix(text, digits, to);
      return fits;
    }

    private static boolean isCast(byte[] text, int at, int to) {
      for (int i = 0; i < CAST.length(); i++) {
        if (at + i >= to || text[at + i] != CAST.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private int digits(byte[] text, int first, int to, int radix) {
      int i = first;
      value = 0;
      while (i < to && i < first + 4 && Character.digit(text[i], radix) >= 0) {
        value = value * radix + Character.digit(text[i++], radix);
      }
      return i;
    }

    /** {@code 0x2du8}, {@code 45U}. */
    private static int suffix(byte[] text, int at, int to) {
      int i = at;
      while (i < to && i < at + 2 && "uU8".indexOf(text[i]) >= 0) {
        i++;
      }
      return i;
    }

    private boolean letter(byte[] text, int at, int to) {
      boolean escaped = at < to && text[at] == '\\';
      int i = escaped ? at + 1 : at;
      if (i + 1 >= to || text[i + 1] != '\'') {
        return false;
      }
      value = escaped && text[i] == 'n' ? '\n' : text[i] & LARGEST;
      end = i + 2;
      return true;
    }

    /** Returns where the number behind a comma begins; -1 when none does. */
    int next(byte[] text, int from, int to) {
      int stop = Math.min(to, from + LONGEST_GAP);
      int i = space(text, from, stop);
      if (i >= stop || text[i] != ',') {
        return -1;
      }
      i = space(text, i + 1, stop);
      return i < stop && mayBegin(text[i]) ? i : -1;
    }

    /** Returns what follows spaces, ends of lines and remarks. */
    static int space(byte[] text, int from, int to) {
      int i = from;
      while (i < to) {
        byte b = text[i];
        if (b == '/' && i + 1 < to && text[i + 1] == '/') {
          i = Bytes.next(text, i, to, (byte) '\n');
        } else if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
          i++;
        } else {
          break;
        }
      }
      return i;
    }

    private static boolean isDigit(byte b) {
      return b >= '0' && b <= '9';
    }
  }
}
