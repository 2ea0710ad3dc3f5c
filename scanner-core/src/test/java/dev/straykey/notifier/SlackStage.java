package dev.straykey.notifier;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.http.GuardedClient;
import dev.straykey.model.Brief;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Secret;
import dev.straykey.notifier.Notifier.Recipient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Slack, a stranger that must never be spoken to, and the notifier that speaks to Slack. */
abstract class SlackStage {
  @RegisterExtension static final WireMockExtension slack = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension stranger = WireMockExtension.newInstance().build();

  static final String POSTED =
      "{\"ok\": true, \"channel\": \"D024BE91L\", \"ts\": \"1712345678.000100\"}";
  static final Brief BRIEF =
      new Brief("A key of yours", List.of(new Brief.Section("Where", List.of("#general"))));

  final Secret token = Secret.of("xox" + "b-" + "token-".repeat(4));
  final List<Duration> slept = new ArrayList<>();
  GuardedClient client;
  Notifier notifier;

  @BeforeEach
  void open() {
    client =
        GuardedClient.builder()
            .allow(URI.create(slack.baseUrl()), null)
            .sleeper(slept::add)
            .build();
    notifier =
        Notifiers.open(
            "slack",
            Map.of("host", slack.baseUrl(), "last_resort", "#security-on-call"),
            token,
            client);
    answers("conversations.open", "{\"ok\": true, \"channel\": {\"id\": \"D024BE91L\"}}");
    answers("chat.postMessage", POSTED);
  }

  @AfterEach
  void close() {
    client.close();
  }

  static void answers(String method, String json) {
    slack.stubFor(post("/api/" + method).willReturn(okJson(json)));
  }

  static Recipient person(@Nullable String slackId, @Nullable String email, PersonStatus status) {
    return Recipient.of(new Person("u-17", "Ann", email, slackId, null, null, status, null));
  }

  static Recipient ann() {
    return person("U061F7AUR", null, PersonStatus.ACTIVE);
  }
}
