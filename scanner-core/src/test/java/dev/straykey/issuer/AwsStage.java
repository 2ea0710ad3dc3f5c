package dev.straykey.issuer;

import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import dev.straykey.rule.RuleFiles;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** AWS as it is told to be, and a key that leaked. */
abstract class AwsStage {
  static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  final AwsFake aws = new AwsFake(Clock.fixed(NOW, ZoneOffset.UTC));
  final AwsFakeKey leaked = aws.user("ann");
  private final GuardedClient client =
      GuardedClient.builder()
          .allow(aws.host(), Credential.of(aws.credential()))
          .sleeper(pause -> {})
          .build();

  @AfterEach
  void close() {
    client.close();
    aws.close();
  }

  static IssuerSpec spec() {
    return java.util.Objects.requireNonNull(RuleFiles.shipped().issuer("aws"));
  }

  Issuer issuer(@Nullable Secret credential, Instant at, String... tenants) {
    return Issuers.of(
        spec(),
        new Issuers.Settings(aws.host(), credential, List.of(tenants)),
        client,
        Clock.fixed(at, ZoneOffset.UTC));
  }

  /** With the organisation's credential. */
  Issuer issuer() {
    return issuer(aws.credential(), NOW);
  }

  /** Without one: all there is are leaked keys. */
  Issuer bare() {
    return issuer(null, NOW);
  }

  static Handle handle(AwsFakeKey key) {
    return handle(key.id, key.secret);
  }

  static Handle handle(String id, @Nullable String secret) {
    return new Handle("aws-access-key", secret == null ? null : Secret.of(secret), id, null);
  }

  static URI at(String host) {
    return URI.create(host);
  }
}
