package dev.straykey.scan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between the lines of an armour, with the ways undone in which texts write characters
 * that base64 has or that end its lines: {@code \n} and {@code \x2B} of JSON, numbers of HTML's
 * references, {@code %2B} of addresses, {@code =3D} of mail.
 */
final class PemText {
  private static final Pattern ESCAPE =
      Pattern.compile(
          "%([0-9A-Fa-f]{2})|&#[xX]0{0,4}([0-9A-Fa-f]{2});|&#0{0,4}([0-9]{2});|\\\\+u00([0-9A-Fa-f]{2})"
              + "|\\\\+x([0-9A-Fa-f]{2})|\\\\+([nr/])");

  /** Headers tell how the key is encrypted, who made it and for whom: a line, or a part of one. */
  private static final Pattern HEADER =
      Pattern.compile(
          "Proc-Type: ?4,ENCRYPTED|DEK-Info: ?[0-9A-Z-]{3,20},[0-9A-Fa-f]{8,32}"
              + "|(?:Version|Comment|Hash|Charset|MessageID|Subject|X-[A-Za-z-]{1,40}): [^\r\n]*");

  private PemText() {}

  static String of(String body) {
    String text = body.indexOf("=3D") < 0 ? body : body.replace("=\n", "").replace("=3D", "=");
    return HEADER.matcher(unescape(text)).replaceAll("\n");
  }

  private static String unescape(String text) {
    Matcher escape = ESCAPE.matcher(text);
    if (!escape.find()) {
      return text;
    }
    var plain = new StringBuilder(text.length());
    int from = 0;
    do {
      plain.append(text, from, escape.start()).append(character(escape));
      from = escape.end();
    } while (escape.find());
    return plain.append(text, from, text.length()).toString();
  }

  private static char character(Matcher escape) {
    String named = escape.group(6);
    if (named != null) {
      return named.equals("/") ? '/' : '\n';
    }
    for (int group : new int[] {1, 2, 4, 5}) {
      if (escape.group(group) != null) {
        return (char) Integer.parseInt(escape.group(group), 16);
      }
    }
    return (char) Integer.parseInt(escape.group(3));
  }
}
