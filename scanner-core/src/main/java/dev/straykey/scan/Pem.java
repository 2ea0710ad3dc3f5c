package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of an armoured key, the same however it was pasted: its armour and its base64
 * lines, joined by newlines, nothing after the last. Indentation, quotes, escaped newlines and
 * header lines are left out.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final int LEAST_BASE64 = 60;

  private Pem() {}

  static boolean looksLike(byte[] key) {
    if (key.length < BEGIN.length()) {
      return false;
    }
    return new String(key, 0, BEGIN.length(), StandardCharsets.ISO_8859_1).equals(BEGIN);
  }

  /** Returns the normal form; null when there is too little in it to be a key. */
  static byte @Nullable [] normalise(byte[] key) {
    String text = new String(key, StandardCharsets.ISO_8859_1);
    int bodyStart = text.indexOf("-----", BEGIN.length()) + 5;
    int bodyEnd = text.lastIndexOf("-----END ");
    if (bodyStart < 5 || bodyEnd < bodyStart) {
      return null;
    }
    String body =
        text.substring(bodyStart, bodyEnd).replaceAll("\\\\+[nr]", "\n").replaceAll("\\\\+/", "/");
    var lines = new ArrayList<String>();
    lines.add(text.substring(0, bodyStart));
    int characters = 0;
    for (String line : body.split("[\r\n]+", -1)) {
      if (line.contains(": ")) {
        continue;
      }
      for (String word : line.split("[^0-9A-Za-z+/=]+", -1)) {
        if (!word.isEmpty() && !word.equals("+")) {
          lines.add(word);
          characters += word.length();
        }
      }
    }
    lines.add(text.substring(bodyEnd));
    return characters < LEAST_BASE64
        ? null
        : String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the armour's name, such as {@code RSA PRIVATE KEY}. */
  static String armour(String pem) {
    int end = pem.indexOf("-----", BEGIN.length());
    return end < 0 ? "PRIVATE KEY" : pem.substring(BEGIN.length(), end);
  }
}
