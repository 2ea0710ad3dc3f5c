package dev.straykey.scan;

import dev.straykey.model.Content;
import dev.straykey.model.Doubt;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.model.Suppression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Hit} as it is put down: the fingerprint in the place of the key.
 *
 * @param hex the fingerprint's
 * @param rule id; null when only the inventory knew the key
 * @param known what the inventory said of it; null for nothing
 */
record HitNote(
    String hex,
    String item,
    @Nullable String rule,
    Shown shown,
    @Nullable Doubt doubt,
    @Nullable String keyId,
    @Nullable String known,
    Hit.Place place,
    List<String> decoded) {
  private static final int FINGERPRINT = 32;

  /** Returns nothing when it cannot be put down: a text of more than 64 kB. */
  static byte[] bytes(Hit hit, Fingerprint fingerprint) {
    var bytes = new ByteArrayOutputStream(160);
    try (var out = new DataOutputStream(bytes)) {
      out.write(HexFormat.of().parseHex(fingerprint.hex()));
      out.writeUTF(hit.origin.item());
      text(out, hit.rule == null ? null : hit.rule.id());
      out.writeUTF(hit.shown.name());
      text(out, hit.doubt == null ? null : hit.doubt.name());
      text(out, hit.keyId);
      text(out, said(hit.known));
      out.writeInt(hit.line);
      out.writeInt(hit.column);
      out.writeInt(hit.endLine);
      out.writeInt(hit.endColumn);
      out.writeUTF(hit.lineHash);
      out.writeByte(hit.decoded.size());
      for (String one : hit.decoded) {
        out.writeUTF(one);
      }
      Suppression inline = hit.inline;
      text(out, inline == null ? null : inline.by());
      if (inline != null) {
        out.writeUTF(inline.reason());
        out.writeBoolean(inline.honoured());
      }
    } catch (IOException e) {
      return new byte[0];
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private static @Nullable String said(KnownKeys.@Nullable Known known) {
    return known == null ? null : known.shown() + " " + known.issuer();
  }

  /**
   * Reads what {@link #bytes} put down.
   *
   * @throws IOException or RuntimeException when it is something else
   */
  static HitNote parse(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String hex = HexFormat.of().formatHex(in.readNBytes(FINGERPRINT));
      String item = in.readUTF();
      String rule = text(in);
      Shown shown = Shown.valueOf(in.readUTF());
      String doubt = text(in);
      String keyId = text(in);
      String known = text(in);
      int line = in.readInt();
      int column = in.readInt();
      int endLine = in.readInt();
      int endColumn = in.readInt();
      String lineHash = in.readUTF();
      String[] decoded = new String[in.readByte()];
      for (int i = 0; i < decoded.length; i++) {
        decoded[i] = in.readUTF();
      }
      String by = text(in);
      var inline = by == null ? null : new Suppression(by, in.readUTF(), in.readBoolean());
      return new HitNote(
          hex,
          item,
          rule,
          shown,
          doubt == null ? null : Doubt.valueOf(doubt),
          keyId,
          known,
          new Hit.Place(line, column, endLine, endColumn, lineHash, inline),
          List.of(decoded));
    }
  }

  /**
   * Returns the hit with its key; null when the inventory says something else of the key by now.
   *
   * @param called the rule that {@link #rule} names
   */
  @Nullable Hit hit(Secret secret, @Nullable Rule called, KnownKeys inventory) {
    if ((called == null) != (rule == null)) {
      return null;
    }
    KnownKeys.Known now = known(secret, inventory);
    return java.util.Objects.equals(known, said(now))
        ? new Hit(called, secret, shown, now, doubt, keyId, Origin.unresolved(item), place, decoded)
        : null;
  }

  /** As a scan would ask: a rule's hit is not told of by a public id that the key happens to be. */
  private KnownKeys.@Nullable Known known(Secret secret, KnownKeys inventory) {
    if (inventory.isEmpty()) {
      return null;
    }
    byte[] clear = secret.bytes();
    try {
      KnownKeys.Known now = inventory.lookup().ask(clear, 0, clear.length);
      return now != null && rule != null && now.shown() != Shown.VALUE ? null : now;
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /**
   * Takes the key from the text in which it was found; null when it does not stand there as it is.
   * The fingerprint proves it.
   */
  @Nullable Secret secret(Content.Bytes text, FingerprintKey key) {
    if (!decoded.isEmpty() || place.line() < 1) {
      return null;
    }
    int from = offset(text, place.line(), place.column());
    int to = offset(text, place.endLine(), place.endColumn() - 1) + 1;
    if (from < 0 || to <= from) {
      return null;
    }
    byte[] clear = Arrays.copyOfRange(text.array(), from, to);
    byte[] normal = Pem.looksLike(clear) ? Pem.normalise(clear) : clear;
    if (normal == null) {
      return null;
    }
    var secret = Secret.of(normal, 0, normal.length);
    Arrays.fill(clear, (byte) 0);
    Arrays.fill(normal, (byte) 0);
    Fingerprint is = shown == Shown.KEY_ID ? key.ofText(secret.reveal()) : key.of(secret);
    return is.hex().equals(hex) ? secret : null;
  }

  /** Returns where a character begins; -1 when there is no such line and column. */
  private static int offset(Content.Bytes text, int line, int column) {
    byte[] bytes = text.array();
    int at = 0;
    for (int lines = 1; lines < line; at++) {
      if (at >= text.length()) {
        return -1;
      }
      if (bytes[at] == '\n') {
        lines++;
      }
    }
    for (int columns = 0; at < text.length(); at++) {
      if ((bytes[at] & 0xc0) != 0x80 && ++columns == column) {
        return at;
      }
    }
    return -1;
  }
}
