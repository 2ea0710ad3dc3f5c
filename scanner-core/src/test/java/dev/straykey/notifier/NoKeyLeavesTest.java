package dev.straykey.notifier;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.Issuers;
import dev.straykey.model.Brief;
import dev.straykey.model.Call;
import dev.straykey.model.Effect;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Needs;
import dev.straykey.model.Secret;
import dev.straykey.model.Verb;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.Trackers;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key goes to its issuer, and to nobody else who is spoken to on the way. */
class NoKeyLeavesTest {
  @RegisterExtension static final WireMockExtension keys = WireMockExtension.newInstance().build();

  @RegisterExtension
  static final WireMockExtension others = WireMockExtension.newInstance().build();

  private final Secret key = Secret.of("sk_" + "live_" + "x/y".repeat(8));

  @Test
  void sendsTheKeyToItsIssuerAlone() {
    keys.stubFor(any(anyUrl()).willReturn(okJson("{\"active\": true, \"jti\": \"k1\"}")));
    others.stubFor(
        any(anyUrl())
            .willReturn(
                okJson(
                    "{\"key\": \"SEC-1\", \"ok\": true, \"channel\": \"C1\", \"ts\": \"1.1\"}")));
    others.stubFor(
        any(urlPathMatching(".*/issue/SEC-1"))
            .willReturn(
                okJson("{\"fields\": {\"status\": {\"statusCategory\": {\"key\": \"done\"}}}}")));
    try (GuardedClient client =
        GuardedClient.builder()
            .allow(URI.create(keys.baseUrl()), null)
            .allow(URI.create(others.baseUrl()), null)
            .build()) {
      Issuer issuer =
          Issuers.of(
              spec(), new Issuers.Settings(URI.create(keys.baseUrl()), null, List.of()), client);
      var handle = new Issuer.Handle("own-key", key, null, null);
      var said = issuer.introspect(handle);
      issuer.revoke(handle);

      var brief =
          new Brief("Key " + said.keyId(), List.of(new Brief.Section("Where", List.of("here"))));
      Secret other = Secret.of("token-".repeat(4));
      Tracker tracker =
          Trackers.open("jira", Map.of("host", others.baseUrl(), "project", "SEC"), other, client);
      Notifier notifier = Notifiers.open("slack", Map.of("host", others.baseUrl()), other, client);
      String task = tracker.open(brief, "fp-1", "ann@acme.example", null);
      tracker.comment(task, brief);
      tracker.close(task, brief);
      notifier.update(notifier.send(Notifier.Recipient.of("#c"), brief, "t"), brief);
    }

    assertThat(everything(keys)).contains(URLEncoder.encode(key.reveal(), StandardCharsets.UTF_8));
    assertThat(others.getAllServeEvents()).hasSizeGreaterThan(5);
    assertThat(everything(others)).doesNotContain(forms());
  }

  private String[] forms() {
    String text = key.reveal();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String[] {
      text,
      URLEncoder.encode(text, StandardCharsets.UTF_8),
      text.replace("/", "\\/"),
      Base64.getEncoder().encodeToString(bytes),
      Base64.getUrlEncoder().encodeToString(bytes),
      new StringBuilder(text).reverse().toString()
    };
  }

  private static String everything(WireMockExtension service) {
    var all = new StringBuilder();
    service
        .getAllServeEvents()
        .forEach(
            event -> {
              var request = event.getRequest();
              all.append(request.getAbsoluteUrl()).append('\n');
              all.append(request.getHeaders()).append('\n');
              all.append(request.getBodyAsString()).append('\n');
            });
    return all.toString();
  }

  private static IssuerSpec spec() {
    var active = new Call.Answer(Set.of(200), Map.of("active", List.of("true")));
    var taken = new Call.Answer(Set.of(200), Map.of());
    return new IssuerSpec(
        "own",
        "own",
        "test",
        null,
        List.of(),
        Map.of(
            Verb.INTROSPECT, List.of(call("/introspect", List.of(active), List.of())),
            Verb.REVOKE, List.of(call("/revoke", List.of(), List.of(taken)))),
        "test.yaml",
        true);
  }

  private static Call call(String path, List<Call.Answer> alive, List<Call.Answer> accepted) {
    return new Call(
        Set.of(),
        "POST",
        null,
        path,
        Call.As.NOBODY,
        null,
        Map.of(),
        Map.of("token", "{key}"),
        null,
        alive,
        List.of(),
        accepted,
        List.of(),
        null,
        Map.of("key_id", "jti"),
        Effect.THIS_KEY,
        false,
        Needs.VALUE,
        Duration.ZERO,
        0,
        List.of());
  }
}
