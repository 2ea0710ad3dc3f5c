package dev.straykey.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys that their issuers published themselves, for everybody to try: those of Stripe's
 * documentation. Kept as the first half of their SHA-256, one a line in {@code published-keys}, so
 * that no key stands in the repository. One is added only when its issuer's own page shows it.
 */
final class PublishedKeys {
  private static final int BYTES = 16;
  private static final Set<String> DIGESTS = read();

  private PublishedKeys() {}

  static boolean hold(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return DIGESTS.contains(HexFormat.of().formatHex(digest, 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static Set<String> read() {
    try (InputStream in = PublishedKeys.class.getResourceAsStream("published-keys")) {
      if (in == null) {
        throw new IllegalStateException("published-keys is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
