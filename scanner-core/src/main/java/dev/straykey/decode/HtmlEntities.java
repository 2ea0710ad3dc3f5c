package dev.straykey.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Character references of HTML and XML: by number, and by the names of what keys are made of. */
final class HtmlEntities extends EscapedText {
  private static final int LONGEST = 10;
  private static final Map<String, Character> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("amp", '&'),
              Map.entry("quot", '"'),
              Map.entry("apos", '\''),
              Map.entry("lt", '<'),
              Map.entry("gt", '>'),
              Map.entry("equals", '='),
              Map.entry("lowbar", '_'),
              Map.entry("plus", '+'),
              Map.entry("sol", '/'),
              Map.entry("colon", ':'),
              Map.entry("commat", '@'),
              Map.entry("period", '.'),
              Map.entry("hyphen", '-'),
              Map.entry("dash", '-'),
              Map.entry("percnt", '%'),
              Map.entry("dollar", '$'),
              Map.entry("num", '#'),
              Map.entry("nbsp", ' ')));

  HtmlEntities() {
    super('&');
  }

  @Override
  public String name() {
    return "html";
  }

  @Override
  public List<String> marks() {
    var marks = new ArrayList<String>();
    marks.add("&#");
    for (String name : NAMES.keySet()) {
      if (!name.equals("lt") && !name.equals("gt")) {
        marks.add("&" + name + ";");
      }
    }
    return marks;
  }

  @Override
  boolean bringsNearer() {
    return true; // &nbsp;
  }

  @Override
  boolean worth(byte[] text, int last, int to) {
    if (text[last] == '#') {
      return last + 2 < to && (text[last + 1] == 'x' || Bytes.is(text[last + 1], Bytes.HEX));
    }
    if (text[last - 1] == 'p' && text[last - 2] == 's') {
      return MarkupText.isLabelled(text, last - 5); // &nbsp;
    }
    // “a &amp; b” is prose; “?a=b&amp;c=d” may be an address with a key in it.
    return text[last - 1] != 'p' || around(text, last + 1, to) >= 8;
  }

  @Override
  int escape(byte[] text, int at, int to, Decoded into) {
    int end = at + 1;
    int most = Math.min(to, at + LONGEST);
    while (end < most && text[end] != ';') {
      end++;
    }
    if (end >= most) {
      return 0;
    }
    int value = text[at + 1] == '#' ? number(text, at + 2, end) : named(text, at + 1, end);
    if (value < 0) {
      return 0;
    }
    into.addCodePoint(value, at, end + 1);
    return end + 1 - at;
  }

  private static int named(byte[] text, int start, int end) {
    Character character =
        NAMES.get(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    return character == null ? -1 : character;
  }

  private static int number(byte[] text, int start, int end) {
    boolean hex = start < end && (text[start] | 0x20) == 'x';
    int radix = hex ? 16 : 10;
    int value = 0;
    int first = hex ? start + 1 : start;
    for (int i = first; i < end; i++) {
      int digit = Bytes.hex(text[i]);
      if (digit < 0 || digit >= radix) {
        return -1;
      }
      value = Math.min(0x110000, value * radix + digit);
    }
    return first == end ? -1 : value;
  }
}
