package dev.straykey.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A service, a stranger that must never be spoken to, and the client, whose sleep costs no time.
 */
abstract class GuardedStage {
  @RegisterExtension
  static final WireMockExtension service = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension stranger = WireMockExtension.newInstance().build();

  static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  final List<Duration> slept = new ArrayList<>();
  final Secret credential = Secret.of("cred" + "ential-".repeat(4));
  GuardedClient client;

  @BeforeEach
  void open() {
    client = builder().build();
  }

  @AfterEach
  void close() {
    client.close();
  }

  GuardedClient.Builder builder() {
    return GuardedClient.builder()
        .allow(URI.create(service.baseUrl()), Credential.of(credential))
        .clock(NOON)
        .sleeper(slept::add);
  }

  static Request get(String path) {
    return new Request(
        "GET", URI.create(service.baseUrl() + path), Map.of(), new byte[0], false, 0);
  }

  static Request post(String body, boolean idempotent) {
    return new Request(
        "POST",
        URI.create(service.baseUrl() + "/do?q=hidden-query"),
        Map.of("X-Note", "hidden-header"),
        body.getBytes(StandardCharsets.UTF_8),
        idempotent,
        0);
  }

  static void answers(ResponseDefinitionBuilder... answers) {
    String state = STARTED;
    for (int i = 0; i < answers.length; i++) {
      service.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willReturn(answers[i])
              .willSetStateTo(i == answers.length - 1 ? state : "after " + i));
      state = "after " + i;
    }
  }

  HttpFailure failure(Request request) {
    return catchThrowableOfType(HttpFailure.class, () -> client.send(request));
  }
}
