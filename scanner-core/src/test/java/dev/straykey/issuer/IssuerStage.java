package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that answers for an issuer, one that must never be asked, and the client between. */
abstract class IssuerStage {
  @RegisterExtension
  static final WireMockExtension service = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension stranger = WireMockExtension.newInstance().build();

  static final String WORKOS_KEY =
      """
      {"api_key": {"object": "api_key", "id": "api_key_01", "name": "CI publish",
        "owner": {"type": "user", "id": "user_7", "organization_id": "org_01"},
        "permissions": ["packages:write", "packages:read"]}}""";

  final Secret key = Secret.of("sk_" + "live_" + "x".repeat(20) + "+/=&\"%");
  final Secret credential = Secret.of("own-" + "credential-".repeat(2));
  final List<Duration> slept = new ArrayList<>();
  GuardedClient client;

  @BeforeEach
  void open() {
    client =
        GuardedClient.builder()
            .allow(URI.create(service.baseUrl()), null)
            .sleeper(slept::add)
            .build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  Issuer issuer(IssuerSpec spec, String... tenants) {
    var settings =
        new Issuers.Settings(URI.create(service.baseUrl()), credential, List.of(tenants));
    return Issuers.of(spec, settings, client);
  }

  Handle handle(Issuer issuer) {
    return handle(issuer, key, null, null);
  }

  static Handle handle(
      Issuer issuer, @Nullable Secret key, @Nullable String keyId, @Nullable String tenant) {
    return new Handle(issuer.id() + "-key", key, keyId, tenant);
  }

  static void answer(ResponseDefinitionBuilder answer) {
    service.stubFor(any(anyUrl()).willReturn(answer));
  }
}
