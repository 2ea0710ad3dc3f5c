package dev.straykey.model;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the inventory, as the organisation recorded it. Fields and spelling are those of the
 * inventory file format. Holds no key.
 *
 * @param id the organisation's own name for the record; unique in an inventory
 * @param issuer id of the issuer, such as {@code workos}
 * @param tenant the account, organisation or site at the issuer
 * @param hmac HMAC-SHA-256 under a fingerprint key
 * @param sha256 plain SHA-256, 64 lower-case hex characters, where the issuer publishes that
 * @param keyId the issuer's public id for the key
 * @param redacted first and last characters with dots or stars between, such as {@code sk_...3456}
 * @param managedBy {@code us} or {@code vendor}
 * @param rotationDays most days between rotations; 0 when nobody said
 * @param isProtected never revoked automatically
 * @param emergency a break-glass key: never revoked automatically
 * @param canary a trap: probing it would trip it
 */
public record KeyRecord(
    String id,
    String issuer,
    @Nullable String tenant,
    @Nullable String name,
    KeyScope scope,
    @Nullable Fingerprint hmac,
    @Nullable String sha256,
    @Nullable String keyId,
    @Nullable String redacted,
    @Nullable Owner owner,
    @Nullable String createdBy,
    @Nullable String businessOwner,
    @Nullable String technicalOwner,
    List<String> backupApprovers,
    List<String> revocationAuthority,
    @Nullable String internalOwner,
    String managedBy,
    List<String> permissions,
    List<String> permissionsGranted,
    List<String> permissionsUsed,
    Privilege privilege,
    List<UsedBy> usedBy,
    @Nullable String environment,
    @Nullable String purpose,
    @Nullable String systemOfRecord,
    @Nullable String changeTicket,
    @Nullable Instant createdAt,
    @Nullable Instant rotatedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    int rotationDays,
    @Nullable Instant reviewedAt,
    @Nullable Instant nextReview,
    boolean isProtected,
    boolean emergency,
    boolean canary,
    @Nullable String exception,
    KeyState state)
    implements Serializable {
  public KeyRecord {
    backupApprovers = List.copyOf(backupApprovers);
    revocationAuthority = List.copyOf(revocationAuthority);
    permissions = List.copyOf(permissions);
    permissionsGranted = List.copyOf(permissionsGranted);
    permissionsUsed = List.copyOf(permissionsUsed);
    usedBy = List.copyOf(usedBy);
    if (hmac == null && sha256 == null && keyId == null && redacted == null) {
      throw new IllegalArgumentException(
          "record %s has none of fingerprint, key_id and redacted".formatted(id));
    }
  }

  /**
   * Who uses a key.
   *
   * @param actor what kind of user: {@code person}, {@code service}, {@code agent}
   * @param onBehalfOf for whom; null when for itself
   */
  public record UsedBy(String actor, String id, @Nullable String onBehalfOf)
      implements Serializable {}

  /** Returns the owner's words for this key: its name, else its id. */
  public String title() {
    return name == null ? id : name;
  }
}
