package dev.straykey.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent and read, within which bounds, and what a failure shows of it. */
@Timeout(30)
class GuardedClientTest extends GuardedStage {
  @Test
  void handsBackEveryWholeAnswer() {
    answers(aResponse().withStatus(404).withHeader("X-Id", "7").withBody("näh"));

    Reply reply = client.send(get("/a"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).isEqualTo("näh");
    assertThat(reply.header("x-id")).contains("7");
  }

  @Test
  void sendsWhatItIsGiven() {
    answers(ok());

    client.send(post("a=1", false));

    service.verify(
        1,
        anyRequestedFor(urlEqualTo("/do?q=hidden-query"))
            .withHeader("X-Note", equalTo("hidden-header"))
            .withHeader("User-Agent", equalTo("straykey"))
            .withRequestBody(equalTo("a=1")));
  }

  @Test
  void givesUpOnAnAnswerThatTricklesForever() {
    answers(ok("x".repeat(1000)).withChunkedDribbleDelay(10, 60_000));
    try (GuardedClient hasty = builder().callTimeout(Duration.ofMillis(300)).build()) {
      var failure = catchThrowableOfType(HttpFailure.class, () -> hasty.send(post("a=1", false)));

      assertThat(failure.unknown()).isTrue();
      assertThat(failure).hasMessageContaining("no answer in time");
    }
  }

  @Test
  void readsAnAnswerOfExactlyTheBound() {
    answers(ok("x".repeat(GuardedClient.LARGEST_ANSWER)));

    assertThat(client.send(get("/a")).body()).hasSize(GuardedClient.LARGEST_ANSWER);
  }

  @Test
  void refusesAnAnswerBeyondTheBound() {
    answers(ok("x".repeat(GuardedClient.LARGEST_ANSWER + 1)));

    assertThat(failure(get("/a")).code()).isEqualTo("SK-2005");
  }

  @Test
  void showsNothingOfARequestInAFailure() {
    answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    HttpFailure failure = failure(post("hidden-body", false));

    assertThat(failure)
        .hasMessageContaining("POST " + service.baseUrl() + "/do:")
        .hasMessageNotContaining("hidden")
        .hasNoCause();
  }

  @Test
  void showsNothingOfARequestWhenPrinted() {
    assertThat(post("hidden-body", false).toString()).doesNotContain("hidden");
  }

  @Test
  void refusesALineBreakInAHeaderWithoutShowingIt() {
    assertThatThrownBy(
            () ->
                new Request(
                    "GET",
                    URI.create(service.baseUrl()),
                    Map.of("X-Key", "hidden\r\nX-Other: 1"),
                    new byte[0],
                    true,
                    0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Key")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void leavesNoThreadThatKeepsAProcessAlive() {
    answers(ok());
    client.send(get("/a"));

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("straykey-http"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
