package dev.straykey.notifier;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Brief;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.PersonStatus;
import dev.straykey.notifier.Notifier.Recipient;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom it tells, and what the text says. */
@Timeout(30)
class SlackNotifierTest extends SlackStage {
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
