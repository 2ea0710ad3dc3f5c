package dev.straykey.decode;

import java.nio.charset.StandardCharsets;

/** What the letters of base64 say before they are decoded. */
final class Packing {
  /** How packed files begin: what no text begins with. */
  private static final byte[][] HEADS = {
    head("H4sI"),
    head("UEsDB"),
    head("QlpoO"),
    head("QlpoM"),
    head("/Td6WFo"),
    head("KLUv/"),
    head("N3q8rycc"),
    // zlib of the usual levels, whose two bytes take two letters and a part of the third.
    head("eJw"),
    head("eJx"),
    head("eJy"),
    head("eJz"),
    head("eNo"),
    head("eNp"),
    head("eNq"),
    head("eNr")
  };

  /** Written over encoded text by hand; chance does not spell it. */
  private static final byte[][] PLACEHOLDERS = {head("DUMMY"), head("EXAMPLE"), head("REDACTED")};

  private Packing() {}

  private static byte[] head(String letters) {
    return letters.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns whether the run from {@code start} to {@code end} begins like a packed file. */
  static boolean looksPacked(byte[] text, int start, int end) {
    for (byte[] head : HEADS) {
      if (end - start > head.length && standsAt(text, start, head)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the first {@code size} letters hold a word that says they are no key. */
  static boolean spellsPlaceholder(byte[] letters, int size) {
    for (byte[] word : PLACEHOLDERS) {
      for (int i = 0; i + word.length <= size; i++) {
        if (letters[i] == word[0] && standsAt(letters, i, word)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean standsAt(byte[] text, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
