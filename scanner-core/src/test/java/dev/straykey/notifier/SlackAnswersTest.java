package dev.straykey.notifier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
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
import dev.straykey.notifier.Notifier.Recipient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Slack's answers mean: refused, delivered, or perhaps delivered. */
@Timeout(30)
class SlackAnswersTest extends SlackStage {
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
}
