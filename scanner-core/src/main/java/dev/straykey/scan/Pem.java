package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of an armoured key, the same however it was pasted: its armour and its base64
 * lines, joined by newlines, nothing after the last. Indentation, quotes, escapes, marks of
 * comments and of pages, line numbers and header lines are left out; a key that lost its lines gets
 * those of the tool that makes such keys.
 */
public final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String FORM_BEGIN = "-----BEGIN+";
  private static final int LEAST_BASE64 = 48;

  private Pem() {}

  public static boolean looksLike(byte[] key) {
    if (key.length < BEGIN.length()) {
      return false;
    }
    String begin = new String(key, 0, BEGIN.length(), StandardCharsets.ISO_8859_1);
    return begin.equals(BEGIN) || begin.equals(FORM_BEGIN);
  }

  /** Returns the normal form; null when there is too little in it to be a key. */
  public static byte @Nullable [] normalise(byte[] key) {
    String text = new String(key, StandardCharsets.ISO_8859_1);
    int bodyStart = text.indexOf("-----", BEGIN.length()) + 5;
    int bodyEnd = text.lastIndexOf("-----END");
    if (bodyStart < 5 || bodyEnd < bodyStart) {
      return null;
    }
    String armour = armour(text);
    String body = PemText.of(text.substring(bodyStart, bodyEnd));
    var lines = PemLines.of(body, armour.startsWith("OPENSSH") ? 70 : 64);
    int characters = 0;
    for (String line : lines) {
      characters += line.length();
    }
    if (characters < LEAST_BASE64 || isWords(lines)) {
      return null;
    }
    lines.add(0, BEGIN + armour + "-----");
    lines.add("-----END " + armour + "-----");
    return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What a program that names both lines of an armour writes between them. */
  private static boolean isWords(List<String> lines) {
    byte[] text = String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    return Rarity.bits(text, 0, text.length) < Rarity.RARE;
  }

  /**
   * Returns true when less than a quarter of it stands there: DER says in its first four bytes how
   * long it is.
   */
  static boolean isCut(byte[] normal) {
    String text = new String(normal, StandardCharsets.ISO_8859_1);
    int start = text.indexOf('\n') + 1;
    int end = text.lastIndexOf("\n-----END");
    if (!text.startsWith("MII", start) || end - start < LEAST_BASE64) {
      return false;
    }
    byte[] head;
    try {
      head = Base64.getDecoder().decode(text.substring(start, start + 8));
    } catch (IllegalArgumentException e) {
      return false;
    }
    int length = (head[2] & 0xff) << 8 | (head[3] & 0xff);
    return (end - start) * 3L / 4 < length / 4;
  }

  /** Returns the armour's name, such as {@code RSA PRIVATE KEY}. */
  static String armour(String pem) {
    int end = pem.indexOf("-----", BEGIN.length());
    return end < 0 ? "PRIVATE KEY" : pem.substring(BEGIN.length(), end).replace('+', ' ');
  }
}
