package dev.straykey.inventory;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the organisation issued or was issued, and how to find one. Immutable, for many
 * threads.
 */
public final class Inventory {
  /** There is no inventory to ask. */
  public static final Inventory EMPTY = new InventoryBuilder("none").build(null, false);

  private static final Duration YOUNG = Duration.ofDays(1);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final String origin;
  private final boolean given;
  private final @Nullable Instant asOf;
  private final List<KeyRecord> records;
  private final List<FingerprintKey> keys;
  private final boolean sha256;
  private final BytesIndex ids;
  private final BytesIndex digests;
  private final BytesIndex keyIds;
  private final RedactedIndex redacted;
  private final KnownKeysIndex known;

  Inventory(InventoryBuilder from, @Nullable Instant asOf, boolean given) {
    this.origin = from.origin;
    this.given = given;
    this.asOf = asOf;
    this.records = from.records();
    this.keys = List.copyOf(from.keys);
    this.sha256 = from.sha256;
    this.ids = from.ids;
    this.digests = from.digests;
    this.keyIds = from.keyIds;
    this.redacted = from.redacted;
    this.known = new KnownKeysIndex(records, digests, keyIds, keys, sha256, from.shortestKeyId);
  }

  /** Returns the inventory that is not there: {@link #EMPTY}. */
  public static Inventory none() {
    return EMPTY;
  }

  /**
   * Returns all records of all inventories as one, in their order. It is as old as the oldest.
   *
   * @throws InvalidInputException SK-1310 when two have a record of the same id
   */
  public static Inventory merged(List<Inventory> inventories) {
    List<Inventory> parts = inventories.stream().filter(Inventory::given).toList();
    if (parts.size() < 2) {
      return parts.isEmpty() ? EMPTY : parts.get(0);
    }
    var all = new InventoryBuilder(String.join(", ", parts.stream().map(p -> p.origin).toList()));
    Instant oldest = Instant.MAX;
    for (Inventory part : parts) {
      oldest =
          part.asOf == null || oldest == null
              ? null
              : oldest.isBefore(part.asOf) ? oldest : part.asOf;
      for (int i = 0; i < part.records.size(); i++) {
        if (all.add(part.records.get(i), part.keys) >= 0) {
          throw new InvalidInputException(
              "SK-1310",
              "Record %d of inventory %s has the id of a record of another inventory"
                  .formatted(i + 1, part.origin),
              "Leave the record in one of them, or give each a name of its own");
        }
      }
    }
    return all.build(oldest, true);
  }

  /** Returns false when there was no inventory to ask; true even for one without records. */
  public boolean given() {
    return given;
  }

  /** Returns where it came from, for messages. */
  public String origin() {
    return origin;
  }

  /** Returns every record, in the order of the source. */
  public List<KeyRecord> records() {
    return records;
  }

  /** Returns when it was exported, else imported; null when nobody said. */
  public @Nullable Instant asOf() {
    return asOf;
  }

  /** Returns true when it was exported, or else imported, within a day: young enough to act on. */
  public boolean fresh(Instant now) {
    return asOf != null && !asOf.isBefore(now.minus(YOUNG)) && !asOf.isAfter(now.plus(CLOCK_SKEW));
  }

  /** Returns the index that scanning asks. */
  public KnownKeys knownKeys() {
    return given ? known : KnownKeys.NONE;
  }

  /** Returns the ids of the fingerprint keys that made its fingerprints, sorted. */
  public Set<String> kids() {
    Set<String> kids = new TreeSet<>();
    keys.forEach(k -> kids.add(k.kid()));
    return kids;
  }

  /** Returns whether a key must be at hand to be sure that it is not here: see {@link #byKey}. */
  public boolean needsMoreThan(String kid) {
    return sha256 || keys.stream().anyMatch(k -> !k.kid().equals(kid));
  }

  /** Returns every record of this key: those that an HMAC under any active key or SHA-256 fits. */
  public List<KeyRecord> byKey(Secret secret) {
    Set<Integer> found = new LinkedHashSet<>();
    for (FingerprintKey key : keys) {
      addAll(found, digests.all(HexFormat.of().parseHex(key.of(secret).hex())));
    }
    if (sha256) {
      byte[] key = secret.bytes();
      addAll(found, digests.all(KnownKeysIndex.sha256().digest(key)));
      Arrays.fill(key, (byte) 0);
    }
    return at(found);
  }

  /** Returns every record with this fingerprint; knows nothing of other kids and of SHA-256. */
  public List<KeyRecord> byFingerprint(Fingerprint fingerprint) {
    Set<Integer> found = new LinkedHashSet<>();
    addAll(found, digests.all(HexFormat.of().parseHex(fingerprint.hex())));
    found.removeIf(i -> !fingerprint.equals(records.get(i).hmac()));
    return at(found);
  }

  /** Returns every record with this public id, whichever the issuer. */
  public List<KeyRecord> byKeyId(String keyId) {
    Set<Integer> found = new LinkedHashSet<>();
    addAll(found, keyIds.all(keyId.getBytes(StandardCharsets.UTF_8)));
    return at(found);
  }

  /** Returns every record of the issuer whose shown first and last characters are the key's. */
  public List<KeyRecord> byRedacted(String issuer, Secret secret) {
    byte[] key = secret.bytes();
    List<KeyRecord> found = at(redacted.find(issuer, key));
    Arrays.fill(key, (byte) 0);
    return found;
  }

  /** Returns the record of this id, or null. */
  public @Nullable KeyRecord byId(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    int at = ids.first(utf8, 0, utf8.length);
    return at < 0 ? null : records.get(at);
  }

  private List<KeyRecord> at(Collection<Integer> positions) {
    return positions.stream().sorted().map(records::get).toList();
  }

  private static void addAll(Set<Integer> to, int[] positions) {
    for (int position : positions) {
      to.add(position);
    }
  }

  @Override
  public String toString() {
    return "Inventory(%d records of %s)".formatted(records.size(), origin);
  }
}
