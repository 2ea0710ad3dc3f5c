package dev.straykey.inventory;

import dev.straykey.model.Audience;
import dev.straykey.model.Finding;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.Secret;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Keys, records and findings for tests; every key is made when it is needed. */
public final class Samples {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  public static final FingerprintKey KEY = fingerprintKey(7);
  public static final FingerprintKey OLD_KEY = fingerprintKey(8);
  public static final FingerprintKeys KEYS = FingerprintKeys.of(List.of(KEY));
  public static final FingerprintKeys BOTH_KEYS = FingerprintKeys.of(List.of(KEY, OLD_KEY));

  private Samples() {}

  public static FingerprintKey fingerprintKey(int fill) {
    return FingerprintKey.of(keyBytes(fill));
  }

  static byte[] keyBytes(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  static String base64Key(int fill) {
    return Base64.getEncoder().encodeToString(keyBytes(fill));
  }

  /** A key in clear that differs from every other {@code number}'s. */
  public static Secret secret(int number) {
    return Secret.of(text(number));
  }

  public static String text(int number) {
    return "sk_" + "live_" + "Q7".repeat(10) + "%06d".formatted(number);
  }

  public static Inventory inventory(String... lines) {
    return inventory(KEYS, lines);
  }

  public static Inventory inventory(FingerprintKeys keys, String... lines) {
    return read(String.join("\n", lines), keys);
  }

  /** A fresh inventory of these lines. */
  public static Inventory fresh(String... lines) {
    return read(InventoryLines.header(NOW, null) + "\n" + String.join("\n", lines), KEYS);
  }

  public static Inventory read(String text, FingerprintKeys keys) {
    return read(text.getBytes(StandardCharsets.UTF_8), keys);
  }

  static Inventory read(byte[] text, FingerprintKeys keys) {
    try {
      return InventoryFiles.read(new ByteArrayInputStream(text), "inventory", keys, NOW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A line whose fingerprint is that of {@code secret(number)}; {@code more} begins with a comma.
   */
  public static String line(String id, int number, String more) {
    return "{\"id\": \"%s\", \"issuer\": \"stripe\", \"fingerprint\": \"%s\"%s}"
        .formatted(id, KEY.of(secret(number)).hex(), more);
  }

  public static KeyRecord record(String line) {
    return inventory(line).records().get(0);
  }

  /** A finding of {@code secret(number)} in a place that {@code audience} can read. */
  public static Finding finding(int number, Audience audience) {
    return finding(number, audience, Shown.VALUE, null);
  }

  public static Finding finding(int number, Audience audience, Shown shown, String keyId) {
    var place =
        new Match(Provenance.file("dir", "src", "a.txt", audience), 1, 1, 1, 30, List.of(), "00ff");
    return new Finding(
        shown == Shown.KEY_ID ? KEY.ofText(keyId) : KEY.of(secret(number)),
        "stripe-key",
        "Stripe key",
        "stripe",
        Severity.HIGH,
        shown,
        "sk_live_…",
        keyId,
        KeyScope.UNKNOWN,
        false,
        List.of(place),
        null);
  }
}
