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
 * Keys that everybody can read, so that finding one is no news: those of an issuer's documentation,
 * of its SDK's samples and tests, and of clients that it ships to everyone.
 *
 * <p>Kept as the first half of their SHA-256, one a line in {@code published-keys}, with the rule
 * that finds it and where it was seen, so that no key stands in the repository. The head of that
 * file says what it takes to be listed; {@code benchmarks/published_keys.py} makes its lines.
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
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
