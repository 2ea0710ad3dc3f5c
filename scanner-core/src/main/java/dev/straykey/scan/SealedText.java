package dev.straykey.scan;

/**
 * Whether a value is a part of what SOPS encrypted: {@code
 * ENC[AES256_GCM,data:…,iv:…,tag:…,type:str]}. Its parts are base64 of as many bytes as keys have.
 *
 * <p>Source: <a href="https://getsops.io/docs/#encryption-protocol">SOPS</a>.
 */
final class SealedText {
  private static final String OPEN = "ENC[AES256_GCM,data:";

  /** The encrypted text of what is longer is looked at as any text. */
  private static final int REACH = 4096;

  private SealedText() {}

  /** Returns true when {@code at} stands between the brackets. */
  static boolean holds(byte[] text, int at) {
    int least = Math.max(OPEN.length(), at - REACH);
    for (int i = at - 1; i >= least; i--) {
      byte b = text[i];
      if (b == ']' || b == '\n' || b == ' ') {
        return false;
      }
      if (b == ':' && opens(text, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean opens(byte[] text, int end) {
    int start = end - OPEN.length();
    for (int i = 0; i < OPEN.length(); i++) {
      if (text[start + i] != OPEN.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
