package dev.straykey.decode;

import java.util.List;

/** Percent-encoding, as in URLs and forms. */
final class PercentText extends EscapedText {
  PercentText() {
    super('%');
  }

  @Override
  public String name() {
    return "percent";
  }

  @Override
  public List<String> marks() {
    return List.of("%2", "%3", "%4", "%5", "%6", "%7");
  }

  /** A format such as {@code %2d} stands alone; an escape stands in a word. */
  @Override
  boolean worth(byte[] text, int last, int to) {
    if (last + 1 >= to || Bytes.hex(text[last + 1]) < 0) {
      return false;
    }
    int before = last - 2;
    int behind = last + 2;
    boolean joins = before >= 0 && (Bytes.is(text[before], Bytes.TOKEN) || text[before] == '%');
    boolean goesOn = behind < to && (Bytes.is(text[behind], Bytes.TOKEN) || text[behind] == '%');
    return (joins || goesOn) && around(text, last, to) >= 12;
  }

  @Override
  int escape(byte[] text, int at, int to, Decoded into) {
    int high = at + 2 < to ? Bytes.hex(text[at + 1]) : -1;
    int low = high < 0 ? -1 : Bytes.hex(text[at + 2]);
    if (low < 0) {
      return 0;
    }
    into.add((high << 4) | low, at, at + 3);
    return 3;
  }
}
