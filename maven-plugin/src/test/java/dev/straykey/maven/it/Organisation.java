package dev.straykey.maven.it;

import dev.straykey.fixtures.Keys;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/**
 * Keys that are made when a case runs, and an organisation that knows one of them: {@code
 * straykey.yaml}, inventory and fingerprint key, outside of what is scanned.
 */
public final class Organisation {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Organisation() {}

  /** Returns a key in WorkOS's form. */
  public static String workosKey() {
    return Keys.workosCustomer(RANDOM);
  }

  /** Returns a key in a form that no rule knows. */
  public static String keyOfNoForm() {
    return Keys.opaque(RANDOM);
  }

  /** Writes the configuration of an organisation that issued {@code key} to Priya. */
  public static void knows(String key, File folder) throws IOException {
    Path to = Files.createDirectories(folder.toPath());
    byte[] fingerprintKey = new byte[32];
    RANDOM.nextBytes(fingerprintKey);
    Files.writeString(
        to.resolve("fingerprint.key"), Base64.getEncoder().encodeToString(fingerprintKey) + "\n");
    to.resolve("fingerprint.key").toFile().setReadable(false, false);
    to.resolve("fingerprint.key").toFile().setReadable(true, true);
    FingerprintKey own = FingerprintKey.of(fingerprintKey);
    Files.writeString(
        to.resolve("inventory.jsonl"),
        """
        {"straykey_inventory": 1, "exported_at": "%s", "kid": "%s"}
        {"id": "key_ci", "issuer": "acme", "name": "CI publish", "scope": "workload", \
        "fingerprint": {"hmac-sha256": "%s", "kid": "%s"}, "owner": {"person": "priya"}}
        """
            .formatted(Instant.now(), own.kid(), own.of(Secret.of(key)).hex(), own.kid()));
    Files.writeString(
        to.resolve("straykey.yaml"),
        "fingerprint_key_file: fingerprint.key\ninventory: [inventory.jsonl]\n");
  }

  /** Writes a configuration that names no key at all. */
  public static void knowsNothing(File folder) throws IOException {
    says("audience: {}\n", folder);
  }

  /** Writes this configuration. */
  public static void says(String configuration, File folder) throws IOException {
    Path to = Files.createDirectories(folder.toPath());
    Files.writeString(to.resolve("straykey.yaml"), configuration);
  }
}
