package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Private keys without armour, as DER: they come out in the armour that their form has, so that a
 * key is the same key in either.
 *
 * <p>Source: RFC 8017 (PKCS #1), RFC 5208 (PKCS #8), RFC 5915 (EC).
 */
public final class KeyFileFormat implements ArchiveFormat {
  private static final int MOST_BYTES = 16 << 10;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 2;
  private static final int OCTETS = 4;

  @Override
  public String name() {
    return "der";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return armour(head, length) != null;
  }

  /** A sequence that begins with version 0 or 1, and what then tells one form from another. */
  private static @org.jspecify.annotations.Nullable String armour(byte[] head, int length) {
    int body = length < 40 || head[0] != SEQUENCE ? 0 : behindLength(head, 1);
    if (body == 0 || head[body] != INTEGER || head[body + 1] != 1) {
      return null;
    }
    int version = head[body + 2];
    int next = body + 3;
    if (version == 0 && head[next] == SEQUENCE && head[behindLength(head, next + 1)] == 6) {
      return "PRIVATE KEY";
    }
    if (version == 0 && head[next] == INTEGER && (head[next + 1] & 0x80) != 0) {
      return "RSA PRIVATE KEY";
    }
    return version == 1 && head[next] == OCTETS && head[next + 1] >= 28 && head[next + 1] <= 66
        ? "EC PRIVATE KEY"
        : null;
  }

  private static int behindLength(byte[] head, int at) {
    int first = head[at] & 0xff;
    return first < 0x80 ? at + 1 : first <= 0x82 ? at + 1 + (first & 3) : 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    byte[] bytes = packed.stream().readNBytes(MOST_BYTES + 1);
    String armour = armour(bytes, bytes.length);
    if (bytes.length > MOST_BYTES || armour == null) {
      entries.skipped("", Skip.Reason.BINARY, "more than a key");
      return;
    }
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(armour, lines, armour);
    entries.entry("", new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
