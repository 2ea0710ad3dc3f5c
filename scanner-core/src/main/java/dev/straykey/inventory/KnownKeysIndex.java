package dev.straykey.inventory;

import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Shown;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/** The inventory's answers while text is scanned. Holds digests and public ids, never a key. */
final class KnownKeysIndex implements KnownKeys {
  /** Length in bytes of the shortest key that is worth its HMAC; shorter ones are words. */
  private static final int SHORTEST_KEY = 16;

  /** A token as long as this is asked about whatever its letters. */
  private static final int TOO_LONG_FOR_WORDS = 24;

  private static final int SHORTEST_ID = 8;

  private final List<KeyRecord> records;
  private final BytesIndex digests;
  private final BytesIndex keyIds;
  private final List<FingerprintKey> keys;
  private final boolean sha256;
  private final int shortest;

  /**
   * @param digests from HMACs and SHA-256s to positions in {@code records}
   * @param keyIds from public ids to positions in {@code records}
   * @param keys those under which some digest was made
   * @param sha256 whether some digest is a plain SHA-256
   * @param shortestId length in bytes of the shortest public id
   */
  KnownKeysIndex(
      List<KeyRecord> records,
      BytesIndex digests,
      BytesIndex keyIds,
      List<FingerprintKey> keys,
      boolean sha256,
      int shortestId) {
    this.records = records;
    this.digests = digests;
    this.keyIds = keyIds;
    this.keys = keys;
    this.sha256 = sha256;
    this.shortest = Math.min(SHORTEST_KEY, Math.max(SHORTEST_ID, shortestId));
  }

  @Override
  public boolean isEmpty() {
    return digests.size() == 0 && keyIds.size() == 0;
  }

  @Override
  public int shortest() {
    return shortest;
  }

  @Override
  public Lookup lookup() {
    return new OneThread();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Returns true for a short token that has neither a digit nor two capitals side by side, as made
   * keys have. Of 16 random letters and digits, both cases, 2 in 1,000 have neither; in lower case
   * alone 5 in 1,000. A key of fewer than 24 lower-case letters and nothing else needs a rule to be
   * found.
   */
  private static boolean readsLikeWords(byte[] text, int from, int to) {
    if (to - from >= TOO_LONG_FOR_WORDS) {
      return false;
    }
    boolean capital = false;
    for (int i = from; i < to; i++) {
      int c = text[i];
      if (c >= '0' && c <= '9') {
        return false;
      }
      boolean now = c >= 'A' && c <= 'Z';
      if (now && capital) {
        return false;
      }
      capital = now;
    }
    return true;
  }

  private final class OneThread implements Lookup {
    private final Mac[] macs = keys.stream().map(FingerprintKey::mac).toArray(Mac[]::new);
    private final @Nullable MessageDigest sha = sha256 ? sha256() : null;
    private final byte[] digest = new byte[32];

    @Override
    public @Nullable Known ask(byte[] text, int from, int to) {
      Known id = id(text, from, to);
      return id != null ? id : value(text, from, to);
    }

    @Override
    public @Nullable Known askToken(byte[] text, int from, int to) {
      Known id = id(text, from, to);
      return id != null || readsLikeWords(text, from, to) ? id : value(text, from, to);
    }

    private @Nullable Known id(byte[] text, int from, int to) {
      int at = keyIds.size() == 0 ? -1 : keyIds.first(text, from, to);
      return at < 0 ? null : known(Shown.KEY_ID, at);
    }

    private @Nullable Known value(byte[] text, int from, int to) {
      if (to - from < SHORTEST_KEY) {
        return null;
      }
      try {
        for (Mac mac : macs) {
          mac.update(text, from, to - from);
          mac.doFinal(digest, 0);
          int at = digests.first(digest, 0, 32);
          if (at >= 0) {
            return known(Shown.VALUE, at);
          }
        }
        if (sha != null) {
          sha.update(text, from, to - from);
          sha.digest(digest, 0, 32);
          int at = digests.first(digest, 0, 32);
          return at < 0 ? null : known(Shown.VALUE, at);
        }
        return null;
      } catch (ShortBufferException | DigestException e) {
        throw new IllegalStateException("a SHA-256 has 32 bytes", e);
      }
    }

    private Known known(Shown shown, int at) {
      KeyRecord record = records.get(at);
      return new Known(shown, record.issuer(), record.id());
    }
  }
}
