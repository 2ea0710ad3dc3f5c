package dev.straykey.notifier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.http.GuardedClient;
import dev.straykey.model.Brief;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Secret;
import dev.straykey.notifier.Notifier.Recipient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SlackNotifierTest {
  @RegisterExtension static final WireMockExtension slack = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension stranger = WireMockExtension.newInstance().build();

  private static final String POSTED =
      "{\"ok\": true, \"channel\": \"D024BE91L\", \"ts\": \"1712345678.000100\"}";
  private static final Brief BRIEF =
      new Brief("A key of yours", List.of(new Brief.Section("Where", List.of("#general"))));

  private final Secret token = Secret.of("xox" + "b-" + "token-".repeat(4));
  private final List<Duration> slept = new ArrayList<>();
  private GuardedClient client;
  private Notifier notifier;

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

  private static void answers(String method, String json) {
    slack.stubFor(post("/api/" + method).willReturn(okJson(json)));
  }

  private static Recipient person(
      @Nullable String slackId, @Nullable String email, PersonStatus status) {
    return Recipient.of(new Person("u-17", "Ann", email, slackId, null, null, status, null));
  }

  private static Recipient ann() {
    return person("U061F7AUR", null, PersonStatus.ACTIVE);
  }

  @Test
  void tellsAPersonByTheSlackId() {
    assertThat(notifier.send(ann(), BRIEF, "t-1")).isEqualTo("D024BE91L:1712345678.000100");
    slack.verify(
        postRequestedFor(urlEqualTo("/api/conversations.open"))
            .withFormParam("users", equalTo("U061F7AUR")));
    slack.verify(
        postRequestedFor(urlEqualTo("/api/chat.postMessage"))
            .withHeader("Authorization", equalTo("Bearer " + token.reveal()))
            .withFormParam("channel", equalTo("D024BE91L"))
            .withFormParam("text", equalTo("A key of yours"))
            .withFormParam("blocks", containing("*Where*\\n• #general"))
            .withFormParam("unfurl_links", equalTo("0"))
            .withFormParam("unfurl_media", equalTo("0"))
            .withFormParam(
                "metadata",
                equalTo("{\"event_type\":\"straykey\",\"event_payload\":{\"id\":\"t-1\"}}")));
  }

  @Test
  void looksAPersonUpByTheAddress() {
    answers("users.lookupByEmail", "{\"ok\": true, \"user\": {\"id\": \"U7\"}}");

    notifier.send(person(null, "ann@acme.example", PersonStatus.ACTIVE), BRIEF, "t-1");

    slack.verify(
        postRequestedFor(urlEqualTo("/api/users.lookupByEmail"))
            .withFormParam("email", equalTo("ann@acme.example")));
    slack.verify(
        postRequestedFor(urlEqualTo("/api/conversations.open"))
            .withFormParam("users", equalTo("U7")));
  }

  @Test
  void tellsNobodyWhoseAccountIsDeactivated() {
    answers("users.lookupByEmail", "{\"ok\": true, \"user\": {\"id\": \"U7\", \"deleted\": true}}");

    assertThatThrownBy(
            () -> notifier.send(person(null, "ann@acme.example", PersonStatus.ACTIVE), BRIEF, "t"))
        .isInstanceOf(NotifierException.class)
        .hasMessageContaining("deactivated");
  }

  @Test
  void asksSlackNothingOfALeaver() {
    assertThatThrownBy(
            () -> notifier.send(person("U061F7AUR", null, PersonStatus.LEAVER), BRIEF, "t"))
        .isInstanceOf(NotifierException.class)
        .hasMessageContaining("u-17");
    slack.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void saysWhenSlackDoesNotKnowTheAddress() {
    answers("users.lookupByEmail", "{\"ok\": false, \"error\": \"users_not_found\"}");

    assertThatThrownBy(
            () -> notifier.send(person(null, "ann@acme.example", PersonStatus.ACTIVE), BRIEF, "t"))
        .isInstanceOf(NotifierException.class)
        .hasMessageContainingAll("SK-2020", "users_not_found");
  }

  @Test
  void saysWhenAPersonCannotBeReachedAtAll() {
    assertThatThrownBy(() -> notifier.send(person(null, null, PersonStatus.ACTIVE), BRIEF, "t"))
        .hasMessageContainingAll("u-17", "neither");
  }

  @Test
  void tellsAChannelByItsName() {
    notifier.send(Recipient.of("#security-on-call"), BRIEF, "t-1");

    slack.verify(1, anyRequestedFor(anyUrl()));
    slack.verify(
        postRequestedFor(urlEqualTo("/api/chat.postMessage"))
            .withFormParam("channel", equalTo("#security-on-call")));
  }

  @Test
  void namesTheLastResort() {
    assertThat(notifier.lastResort()).contains(Recipient.of("#security-on-call"));
  }

  @Test
  void takesTheMeaningFromForeignMentions() {
    var foreign =
        new Brief(
            "<!channel> & @here",
            List.of(
                new Brief.Section(
                    "", List.of("<@U1> <https://evil.example|click> https://a.example/?b=1&c=2"))));

    notifier.send(ann(), foreign, "t");

    slack.verify(
        postRequestedFor(urlEqualTo("/api/chat.postMessage"))
            .withFormParam("text", equalTo("&lt;!channel&gt; &amp; @\u200bhere"))
            .withFormParam("parse", equalTo("none"))
            .withFormParam("link_names", equalTo("0"))
            .withFormParam(
                "blocks",
                containing(
                    "• &lt;@U1&gt; &lt;https://evil.example|click&gt;"
                        + " <https://a.example/?b=1&amp;c=2>")));
  }

  @Test
  void waitsAsLongAsSlackAsksWhichPostsOnce() {
    slack.stubFor(
        post("/api/chat.postMessage")
            .inScenario("limit")
            .whenScenarioStateIs(STARTED)
            .willReturn(status(429).withHeader("Retry-After", "4"))
            .willSetStateTo("free"));
    slack.stubFor(
        post("/api/chat.postMessage")
            .inScenario("limit")
            .whenScenarioStateIs("free")
            .willReturn(okJson(POSTED)));

    assertThat(notifier.send(ann(), BRIEF, "t")).endsWith("000100");
    assertThat(slept).containsExactly(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel_not_found", "not_in_channel", "msg_blocks_too_long"})
  void takesARefusalThatComesWith200ForARefusal(String word) {
    answers("chat.postMessage", "{\"ok\": false, \"error\": \"" + word + "\"}");

    var error =
        catchThrowableOfType(NotifierException.class, () -> notifier.send(ann(), BRIEF, "t"));

    assertThat(error).hasMessageContaining(word);
    assertThat(error.unknown()).isFalse();
  }

  @Test
  void showsNoForeignTextThatStandsWhereAnErrorShould() {
    answers("chat.postMessage", "{\"ok\": false, \"error\": \"<b>echo</b>\"}");

    assertThatThrownBy(() -> notifier.send(ann(), BRIEF, "t")).hasMessageNotContaining("echo");
  }

  @Test
  void saysThatAFatalErrorMayHaveDelivered() {
    answers("chat.postMessage", "{\"ok\": false, \"error\": \"fatal_error\"}");

    var error =
        catchThrowableOfType(NotifierException.class, () -> notifier.send(ann(), BRIEF, "t"));

    assertThat(error.unknown()).isTrue();
  }

  @Test
  void saysThatALostAnswerMayHaveDeliveredAndSendsOnce() {
    slack.stubFor(
        post("/api/chat.postMessage")
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    var error =
        catchThrowableOfType(NotifierException.class, () -> notifier.send(ann(), BRIEF, "t"));

    assertThat(error.unknown()).isTrue();
    slack.verify(1, postRequestedFor(urlEqualTo("/api/chat.postMessage")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>sign in</html>", "{\"ok\": tr", "", "null", "[]", "{}", "{\"ok\": true}"})
  void takesNoPageForAMessage(String body) {
    answers("chat.postMessage", body);

    assertThatThrownBy(() -> notifier.send(ann(), BRIEF, "t"))
        .isInstanceOf(NotifierException.class)
        .hasNoCause();
  }

  @Test
  void followsNoRedirectWithItsToken() {
    slack.stubFor(
        post("/api/chat.postMessage")
            .willReturn(status(302).withHeader("Location", stranger.baseUrl() + "/trap")));

    assertThatThrownBy(() -> notifier.send(ann(), BRIEF, "t")).hasMessageContaining("HTTP 302");
    stranger.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void doesNotShowWhatAnOutageAnswered() {
    slack.stubFor(
        post("/api/chat.postMessage").willReturn(status(500).withBody("echo " + token.reveal())));

    assertThatThrownBy(() -> notifier.send(ann(), BRIEF, "t"))
        .hasMessageContaining("HTTP 500")
        .hasMessageNotContaining("echo")
        .hasNoCause();
  }

  @Test
  void findsItsMessageAgainOnALaterPage() {
    slack.stubFor(
        post("/api/conversations.history")
            .withFormParam("cursor", equalTo("next"))
            .willReturn(
                okJson(
                    """
                    {"ok": true, "messages": [
                      {"ts": "3.1", "metadata": {"event_type": "other", "event_payload": {"id": "t-1"}}},
                      {"ts": "3.2", "metadata": {"event_type": "straykey", "event_payload": {"id": "t-1"}}}]}""")));
    slack.stubFor(
        post("/api/conversations.history")
            .withFormParam("cursor", equalTo(""))
            .willReturn(
                okJson(
                    """
                    {"ok": true, "messages": [{"ts": "4.1", "text": "t-1"}],
                     "response_metadata": {"next_cursor": "next"}}""")));

    assertThat(notifier.find(ann(), "t-1")).contains("D024BE91L:3.2");
    slack.verify(
        2,
        postRequestedFor(urlEqualTo("/api/conversations.history"))
            .withFormParam("include_all_metadata", equalTo("1")));
  }

  @Test
  void findsNothingWhereNothingWasSent() {
    answers("conversations.history", "{\"ok\": true, \"messages\": []}");

    assertThat(notifier.find(ann(), "t-1")).isEmpty();
  }

  @Test
  void looksForAMessageInAChannelByItsName() {
    answers(
        "conversations.list",
        "{\"ok\": true, \"channels\": [{\"id\": \"C1\", \"name\": \"security-on-call\"}]}");
    answers(
        "conversations.history",
        """
        {"ok": true, "messages": [
          {"ts": "3.2", "metadata": {"event_type": "straykey", "event_payload": {"id": "t-1"}}}]}""");

    assertThat(notifier.find(Recipient.of("#security-on-call"), "t-1")).contains("C1:3.2");
  }

  @Test
  void replacesTheTextOfAMessage() {
    answers("chat.update", "{\"ok\": true}");

    notifier.update("D024BE91L:1712345678.000100", new Brief("It is dead", List.of()));

    slack.verify(
        postRequestedFor(urlEqualTo("/api/chat.update"))
            .withFormParam("channel", equalTo("D024BE91L"))
            .withFormParam("ts", equalTo("1712345678.000100"))
            .withFormParam("text", equalTo("It is dead"))
            .withFormParam("blocks", containing("*It is dead*")));
  }

  @Test
  void startsNoThreadThatKeepsAProcessAlive() {
    var before = new HashSet<>(Thread.getAllStackTraces().keySet());

    Notifiers.open("slack", Map.of("host", slack.baseUrl()), token, client).send(ann(), BRIEF, "t");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .filteredOn(thread -> !thread.getName().startsWith("qtp"))
        .allMatch(Thread::isDaemon);
  }

  @Test
  void namesASettingThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                Notifiers.open(
                    "slack", Map.of("host", slack.baseUrl(), "chanel", "x"), token, client))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-2051", "chanel");
  }

  @Test
  void namesTheNotifiersThatThereAre() {
    assertThatThrownBy(() -> Notifiers.open("pigeon", Map.of(), token, client))
        .hasMessageContainingAll("SK-2060", "slack");
  }
}
