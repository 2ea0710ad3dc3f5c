package dev.straykey.decode;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Cells as a text that gives each to the name of its column, a line each: {@code password: …}. A
 * hash of a password is left out, for it is none. Reused.
 */
final class CellText {
  private static final int LONGEST = 512;
  private static final int SHORTEST = 4;

  /** What a setting without quotes cannot hold. */
  private static final String NOT_BARE = ";,<>&`(){}[]*=|$\\";

  /** Digests in hex and base64, and hashes that say what they are. */
  private static final Pattern HASHED =
      Pattern.compile(
          "\\*?[0-9A-Fa-f]{32}|(?:0[xX]|\\*|\\\\x)?[0-9A-Fa-f]{40}|(?:0x)?(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}"
              + "|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})|[0-9A-Fa-f]{32,128}:.{1,64}"
              + "|[0-9A-Za-z+/]{22}==|[0-9A-Za-z+/]{27}=|[0-9A-Za-z+/]{43}=|[0-9A-Za-z+/]{86}=="
              + "|AQAAAA[0-9A-Za-z+/=]{40,}|\\{[A-Za-z0-9-]{2,12}\\}.*|\\$[0-9a-zA-Z-]{1,16}\\$.*"
              + "|(?:pbkdf2|bcrypt|argon2|scrypt|sha1|sha256|sha512|md5)[0-9a-z_]*[$:].*"
              + "|SCRAM-SHA-.*|md5[0-9a-f]{32}");

  private final Decoded piece = new Decoded();

  void clear() {
    piece.clear();
    piece.nearer();
  }

  /** Hands over what was added. */
  void give(Decoder.Sink sink) {
    if (piece.size() > 0) {
      sink.text(piece);
    }
  }

  /** Returns whether no more fits in. */
  boolean isFull() {
    return piece.size() > Decoded.MOST - 2 * LONGEST;
  }

  /**
   * Adds a cell, when it can hold a secret.
   *
   * @param literal whether it stands in quotes as a string of a program does
   */
  void add(String label, byte[] text, int from, int to, boolean literal) {
    if (to - from < SHORTEST || to - from > LONGEST) {
      return;
    }
    boolean digit = false;
    boolean bare = true;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if ((b >= 0 && b <= ' ') || b == '"') {
        return;
      }
      digit |= b >= '0' && b <= '9';
      bare &= NOT_BARE.indexOf(b) < 0;
    }
    boolean quoted = literal || !bare;
    if ((!bare && !digit) || (Heads.isPassword(label) && isHash(text, from, to))) {
      return;
    }
    for (int i = 0; i < label.length(); i++) {
      piece.add(label.charAt(i), from, from + 1);
    }
    piece.add(':', from, from + 1);
    piece.add(' ', from, from + 1);
    if (quoted) {
      piece.add('"', from, from + 1);
    }
    piece.copy(text, from, to);
    if (quoted) {
      piece.add('"', to - 1, to);
    }
    piece.add('\n', to - 1, to);
  }

  private static boolean isHash(byte[] text, int from, int to) {
    return to - from >= 20
        && HASHED.matcher(new String(text, from, to - from, StandardCharsets.ISO_8859_1)).matches();
  }
}
