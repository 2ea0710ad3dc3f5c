package dev.straykey.pipeline;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Secret;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** An organisation with one key that no rule knows, for tests of agents. */
final class AgentKits {
  static final String UNHEARD = "q7Lm2" + "-unheard-of-" + "Zz81kQ";
  static final byte[] OWN = new byte[32];
  private static final byte[] ORGANISATION = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 32
  };

  private AgentKits() {}

  /** Returns a key that the shipped rule fires on, made now. */
  static String key(String rule, int seed) {
    return PatternSampler.make(RuleFiles.shipped().rule(rule), seed).key();
  }

  static AgentDesk desk(Path folder) throws IOException {
    Fingerprint fingerprint = FingerprintKey.of(ORGANISATION).of(Secret.of(UNHEARD));
    Files.writeString(
        folder.resolve("inventory.jsonl"),
        """
        {"id": "k1", "issuer": "own", "name": "deploy", "scope": "organisation",
         "fingerprint": {"hmac-sha256": "%s", "kid": "%s"}, "owner": {"team": "platform"}}
        """
                .formatted(fingerprint.hex(), fingerprint.kid())
                .replace("\n", "")
            + "\n");
    Files.writeString(
        folder.resolve("fingerprint.key"), Base64.getEncoder().encodeToString(ORGANISATION));
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          folder.resolve("fingerprint.key"),
          java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }
    Path config =
        Files.writeString(
            folder.resolve("straykey.yaml"),
            "inventory: [%s]\nfingerprint_key_file: %s\n"
                .formatted(folder.resolve("inventory.jsonl"), folder.resolve("fingerprint.key")));
    return new AgentDesk(surroundings(folder), config);
  }

  static Surroundings surroundings(Path home) {
    return new Surroundings(
        Map.of("STRAYKEY_HOME", home.toString()),
        new ByteArrayInputStream(new byte[0]),
        Clock.systemUTC(),
        (Duration d) -> {},
        "test");
  }
}
