package dev.straykey.jenkins;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** A configuration and an inventory of one key, in a folder. */
final class Organisation {
  /** A key that no rule knows. */
  static final String CANARY = "q7Lm2" + "-unheard-of-" + "Zz81kQ";

  static final byte[] OWN = new byte[32];

  private final Path folder;

  Organisation(Path folder) {
    this.folder = folder;
  }

  /**
   * @param more lines of straykey.yaml
   */
  Path config(String... more) throws IOException {
    byte[] key = new byte[32];
    key[0] = 7;
    Fingerprint fingerprint = FingerprintKey.of(key).of(Secret.of(CANARY));
    Path inventory = folder.resolve("inventory.jsonl");
    Files.writeString(
        inventory,
        "{\"id\": \"k1\", \"issuer\": \"own\", \"name\": \"deploy\", \"scope\": \"organisation\","
            + " \"fingerprint\": {\"hmac-sha256\": \"%s\", \"kid\": \"%s\"},"
                .formatted(fingerprint.hex(), fingerprint.kid())
            + " \"owner\": {\"team\": \"platform\"}}\n");
    Path file = folder.resolve("fingerprint.key");
    Files.writeString(file, Base64.getEncoder().encodeToString(key));
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return Files.writeString(
        folder.resolve("straykey.yaml"),
        "inventory: [%s]\nfingerprint_key_file: %s\n".formatted(inventory, file)
            + String.join("\n", more)
            + "\n");
  }
}
