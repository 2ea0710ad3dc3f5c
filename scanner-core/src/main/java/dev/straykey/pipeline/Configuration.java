package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.FailOn;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.policy.BlastLimits;
import dev.straykey.policy.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organisation's {@code straykey.yaml}: whom Straykey believes. Credentials never stand in it,
 * only where they are ({@code env:NAME}, {@code file:PATH}).
 *
 * @param file where it was read; null when there is none
 * @param sha256 of its text
 * @param store URL of the database; null for the default in the state folder
 * @param audience who can read what, by source and channel
 * @param introspect ids of the issuers that may be asked; {@code all} for every shipped one
 * @param trackers settings by tracker id
 * @param notifiers settings by notifier id
 * @param protectedKeys ids of records, or {@code issuer:ID/*}, that are never ended automatically
 * @param policy lines of the organisation's own policy; empty for the shipped one
 * @param rules issuer files of the organisation's own, which may cause requests
 * @param buildsFailOn the least that fails a build, whatever the build asks
 */
public record Configuration(
    @Nullable Path file,
    @Nullable String sha256,
    @Nullable String store,
    @Nullable Path fingerprintKeyFile,
    List<String> inventory,
    @Nullable Path people,
    Map<String, Audience> audience,
    Map<String, IssuerSettings> issuers,
    Set<String> introspect,
    Map<String, ServiceSettings> trackers,
    Map<String, ServiceSettings> notifiers,
    BlastLimits limits,
    List<String> protectedKeys,
    List<Line> policy,
    List<Path> rules,
    FailOn buildsFailOn) {

  /** No configuration: nothing may be asked, nothing may act. */
  static final Configuration NONE =
      new Configuration(
          null,
          null,
          null,
          null,
          List.of(),
          null,
          Map.of(),
          Map.of(),
          Set.of(),
          Map.of(),
          Map.of(),
          BlastLimits.DEFAULT,
          List.of(),
          List.of(),
          List.of(),
          FailOn.NONE);

  /** The same for a run whose output a stranger reads: nothing that tells whose a key is. */
  Configuration forStrangers() {
    return new Configuration(
        file,
        sha256,
        null,
        null,
        List.of(),
        null,
        audience,
        Map.of(),
        Set.of(),
        Map.of(),
        Map.of(),
        limits,
        List.of(),
        List.of(),
        rules,
        // Nobody can say whose a key is, so none can be let through for being nobody's.
        buildsFailOn == FailOn.NONE ? FailOn.NONE : FailOn.ANY);
  }

  /**
   * One issuer's settings.
   *
   * @param host where a self-run issuer answers; null for the public host of its file
   * @param credential where the organisation's credential is: {@code env:NAME} or {@code file:PATH}
   * @param tenants the organisation's accounts there; empty for any
   */
  record IssuerSettings(@Nullable URI host, @Nullable String credential, List<String> tenants) {}

  /**
   * A tracker's or notifier's settings.
   *
   * @param other everything but the credential, by name
   */
  record ServiceSettings(@Nullable String credential, Map<String, String> other) {}

  /**
   * Reads a configuration file.
   *
   * @throws InvalidInputException SK-1001 naming line, column and field
   */
  static Configuration read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1000",
          "The configuration %s cannot be read (%s)".formatted(file, FileTrouble.of(e)),
          "Check the path given by --config or $STRAYKEY_CONFIG",
          e);
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    return new ConfigurationReader(file).read(text, sha256(bytes));
  }

  /** Reads the file in pieces: an inventory may be larger than memory. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Returns true when {@code place} names a database and not a file. */
  static boolean isUrl(String place) {
    return place.startsWith("jdbc:") || place.startsWith("sqlite:");
  }
}
