package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.Secret;
import dev.straykey.store.Store;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys of a run, and those of earlier runs that wait in the store, sealed. */
final class SealedKeys {
  private final Store store;
  private final @Nullable Seal seal;

  SealedKeys(Store store, @Nullable Seal seal) {
    this.store = store;
    this.seal = seal;
  }

  /** Seals the key into the store, unless it is there, or there is nothing to seal with. */
  void keep(Fingerprint fingerprint, Keyring keyring, Instant now) {
    var secret = keyring.get(fingerprint);
    if (seal == null || secret == null || isKept(fingerprint)) {
      return;
    }
    var sealed = seal.seal(secret, fingerprint);
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "insert into sealed_key (fingerprint, kid, sealed, sealed_at)"
                        + " values (?, ?, ?, ?) on conflict (fingerprint) do nothing",
                    fingerprint.hex(),
                    fingerprint.kid(),
                    sealed,
                    now.toString()));
  }

  boolean isKept(Fingerprint fingerprint) {
    return sealed(fingerprint) != null;
  }

  /** Returns the key, from the run or from the store; null when it is nowhere at hand. */
  @Nullable Secret get(Fingerprint fingerprint, Keyring keyring) {
    var secret = keyring.get(fingerprint);
    if (secret != null || seal == null) {
      return secret;
    }
    var sealed = sealed(fingerprint);
    if (sealed == null) {
      return null;
    }
    var opened = seal.open(sealed, fingerprint);
    keyring.put(fingerprint, opened);
    return opened;
  }

  /** Takes the sealed key out of the store for good. */
  void destroy(Fingerprint fingerprint) {
    store
        .jdbi()
        .useHandle(
            db -> db.execute("delete from sealed_key where fingerprint = ?", fingerprint.hex()));
  }

  private @Nullable String sealed(Fingerprint fingerprint) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select sealed from sealed_key where fingerprint = ?")
                    .bind(0, fingerprint.hex())
                    .mapTo(String.class)
                    .findOne()
                    .orElse(null));
  }
}
