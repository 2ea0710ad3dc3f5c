package dev.straykey.inventory;

import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers records and files each under all that it can be found by. */
final class InventoryBuilder {
  final String origin;
  private final ArrayList<KeyRecord> gathered = new ArrayList<>();
  final Set<FingerprintKey> keys = new LinkedHashSet<>();
  final BytesIndex ids = new BytesIndex();
  final BytesIndex digests = new BytesIndex();
  final BytesIndex keyIds = new BytesIndex();
  final RedactedIndex redacted = new RedactedIndex();
  boolean sha256;
  int shortestKeyId = Integer.MAX_VALUE;

  InventoryBuilder(String origin) {
    this.origin = origin;
  }

  /**
   * Adds a record.
   *
   * @param active fingerprint keys, of which one made its fingerprint
   * @return -1, or the position of a record of the same id, and then nothing was added
   */
  int add(KeyRecord record, Collection<FingerprintKey> active) {
    byte[] id = record.id().getBytes(StandardCharsets.UTF_8);
    int same = ids.first(id, 0, id.length);
    if (same >= 0) {
      return same;
    }
    int at = gathered.size();
    gathered.add(record);
    ids.add(id, at);
    if (record.hmac() != null) {
      String kid = record.hmac().kid();
      active.stream().filter(k -> k.kid().equals(kid)).forEach(this::uses);
      digests.add(HexFormat.of().parseHex(record.hmac().hex()), at);
    }
    if (record.sha256() != null) {
      sha256 = true;
      digests.add(HexFormat.of().parseHex(record.sha256()), at);
    }
    if (record.keyId() != null) {
      byte[] keyId = record.keyId().getBytes(StandardCharsets.UTF_8);
      shortestKeyId = Math.min(shortestKeyId, keyId.length);
      keyIds.add(keyId, at);
    }
    if (record.redacted() != null) {
      redacted.add(record.issuer(), record.redacted(), at);
    }
    return -1;
  }

  private void uses(FingerprintKey key) {
    if (keys.stream().noneMatch(k -> k.kid().equals(key.kid()))) {
      keys.add(key);
    }
  }

  int size() {
    return gathered.size();
  }

  List<KeyRecord> records() {
    gathered.trimToSize();
    return Collections.unmodifiableList(gathered);
  }

  Inventory build(@Nullable Instant asOf, boolean given) {
    ids.trim();
    digests.trim();
    keyIds.trim();
    return new Inventory(this, asOf, given);
  }
}
