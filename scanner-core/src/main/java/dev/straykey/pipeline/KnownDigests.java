package dev.straykey.pipeline;

import dev.straykey.inventory.Inventory;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The inventory as an agent gets it: eight bytes of each fingerprint and the number of its record.
 * Nothing in it says whose a key is, what it is for or what it is called; whoever has the inventory
 * turns a number into a record.
 *
 * <p>A string that is no key of the inventory is taken for one once in 2<sup>64</sup> / records
 * tries, and the fingerprint that comes back with the finding settles it.
 */
final class KnownDigests implements KnownKeys {
  private static final int MARK = 0x534b_4b01;
  private static final int SHORTEST_KEY = 16;
  private static final int SHORTEST_ID = 8;
  private static final int MOST = 1 << 26;

  private final List<FingerprintKey> keys;
  private final boolean sha256;
  private final int shortest;
  private final LongIndex values;
  private final LongIndex ids;

  private KnownDigests(
      List<FingerprintKey> keys, boolean sha256, int shortest, LongIndex values, LongIndex ids) {
    this.keys = List.copyOf(keys);
    this.sha256 = sha256;
    this.shortest = shortest;
    this.values = values;
    this.ids = ids;
  }

  /** Returns the bytes that travel: {@link #read} makes the index of them. */
  static byte[] write(Inventory inventory, List<FingerprintKey> atHand) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      List<FingerprintKey> used =
          atHand.stream().filter(k -> inventory.kids().contains(k.kid())).toList();
      boolean sha256 = inventory.records().stream().anyMatch(r -> r.sha256() != null);
      out.writeInt(MARK);
      out.writeByte(used.size());
      for (FingerprintKey key : used) {
        out.write(key.copy());
      }
      out.writeBoolean(sha256);
      List<KeyRecord> records = inventory.records();
      out.writeInt(records.size());
      for (KeyRecord record : records) {
        String digest = record.hmac() == null ? record.sha256() : record.hmac().hex();
        out.writeBoolean(digest != null);
        if (digest != null) {
          out.write(HexFormat.of().parseHex(digest), 0, 8);
        }
        byte[] id =
            record.keyId() == null ? new byte[0] : record.keyId().getBytes(StandardCharsets.UTF_8);
        out.writeInt(id.length);
        if (id.length > 0) {
          out.writeLong(hash(id, 0, id.length));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidInputException SK-4202 when it is something else
   */
  static KnownDigests read(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MARK) {
        throw new IOException("mark");
      }
      var keys = new ArrayList<FingerprintKey>();
      for (int i = in.readUnsignedByte(); i > 0; i--) {
        keys.add(FingerprintKey.of(in.readNBytes(32)));
      }
      boolean sha256 = in.readBoolean();
      int count = in.readInt();
      if (count < 0 || count > MOST) {
        throw new IOException("count");
      }
      var values = new LongIndex(count);
      var ids = new LongIndex(count);
      int shortest = SHORTEST_KEY;
      for (int i = 0; i < count; i++) {
        if (in.readBoolean()) {
          values.put(in.readLong(), i);
        }
        int length = in.readInt();
        if (length > 0) {
          shortest = Math.min(shortest, Math.max(SHORTEST_ID, length));
          ids.put(in.readLong(), i);
        }
      }
      return new KnownDigests(keys, sha256, shortest, values, ids);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "SK-4202",
          "The index of the inventory is damaged (%d bytes)".formatted(bytes.length),
          "Start the build again; if it stays, controller and agent run different versions");
    }
  }

  @Override
  public boolean isEmpty() {
    return values.size() == 0 && ids.size() == 0;
  }

  @Override
  public int shortest() {
    return shortest;
  }

  @Override
  public Lookup lookup() {
    return new OneThread();
  }

  /** Returns the number of the record of {@code secret}, or -1. */
  int position(Secret secret) {
    byte[] key = secret.bytes();
    try {
      return new OneThread().value(key, 0, key.length);
    } finally {
      java.util.Arrays.fill(key, (byte) 0);
    }
  }

  /** FNV-1a: a public id needs no secret hash, only a short one. */
  private static long hash(byte[] text, int from, int to) {
    long hash = 0xcbf2_9ce4_8422_2325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (text[i] & 0xff)) * 0x100_0000_01b3L;
    }
    return hash;
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private final class OneThread implements Lookup {
    private final Mac[] macs = keys.stream().map(FingerprintKey::mac).toArray(Mac[]::new);
    private final @Nullable MessageDigest sha = sha256 ? newSha256() : null;
    private final byte[] digest = new byte[32];

    @Override
    public @Nullable Known ask(byte[] text, int from, int to) {
      int id = ids.size() == 0 ? -1 : ids.get(hash(text, from, to));
      if (id >= 0) {
        return new Known(Shown.KEY_ID, "", "#" + id);
      }
      int at = value(text, from, to);
      return at < 0 ? null : new Known(Shown.VALUE, "", "#" + at);
    }

    int value(byte[] text, int from, int to) {
      if (to - from < SHORTEST_KEY || values.size() == 0) {
        return -1;
      }
      try {
        for (Mac mac : macs) {
          mac.update(text, from, to - from);
          mac.doFinal(digest, 0);
          int at = values.get(first(digest));
          if (at >= 0) {
            return at;
          }
        }
        if (sha != null) {
          sha.update(text, from, to - from);
          sha.digest(digest, 0, 32);
          return values.get(first(digest));
        }
        return -1;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a SHA-256 has 32 bytes", e);
      }
    }
  }

  private static long first(byte[] digest) {
    long first = 0;
    for (int i = 0; i < 8; i++) {
      first = (first << 8) | (digest[i] & 0xff);
    }
    return first;
  }
}
