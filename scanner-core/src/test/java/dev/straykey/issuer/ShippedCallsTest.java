package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import dev.straykey.http.Addresses;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Call;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions of the issuer files that ship, where an answer is not taken for what it looks like. */
@Timeout(30)
class ShippedCallsTest extends IssuerStage {
  private static final RuleSet RULES = RuleFiles.shipped();

  private Issuer shipped(String id) {
    var settings = new Issuers.Settings(URI.create(service.baseUrl()), null, List.of());
    return Issuers.of(RULES.issuer(id), settings, client);
  }

  private static Handle found(String rule) {
    return found(rule, null);
  }

  private static Handle found(String rule, String otherHalf) {
    String key = PatternSampler.make(RULES.rule(rule), 7).key();
    return new Handle(rule, Secret.of(key), otherHalf, null);
  }

  @Test
  void everyCallMakesARequest() {
    for (var issuer : RULES.issuers()) {
      issuer.calls().values().stream().flatMap(List::stream).forEach(ShippedCallsTest::made);
    }
  }

  private static void made(Call call) {
    // An id of several parts, as a path may ask for, or any.
    Matcher parts = Pattern.compile("\\{key_id=([^}]+)}").matcher(call.path());
    String id = parts.find() ? parts.group(1).replace("*", "id") : "id 1";
    boolean whole = call.basic() != null && call.basic().startsWith("{credential}:");
    var slots = new Slots(Secret.of("k/+=&%"), id, "acme", Secret.of(whole ? "c" : "u:p"));
    String path = call.path().equals("{key_path}") ? "/k" : slots.path(call.path());
    URI address = Addresses.below(URI.create("https://issuer.example"), path);
    assertThat(address.getHost()).as(call.path()).isEqualTo("issuer.example");
    call.headers().values().forEach(slots::header);
    assertThat(call.json() == null || slots.json(call.json()).length > 0).isTrue();
    assertThat(call.form() == null || slots.form(call.form()).length > 0).isTrue();
    assertThat(call.basic() == null || slots.basic(call.basic()).startsWith("Basic ")).isTrue();
  }

  @Test
  void mailchimpIsNotAskedAboutAKeyWhoseHostNobodyNamed() {
    try (var toPublicHosts =
        GuardedClient.builder().allow(URI.create("https://mandrillapp.com"), null).build()) {
      var settings = new Issuers.Settings(null, null, List.of());
      Issuer mailchimp = Issuers.of(RULES.issuer("mailchimp"), settings, toPublicHosts);

      assertThat(mailchimp.capability(Verb.INTROSPECT, found("mailchimp-api-key"))).isNull();
      assertThat(mailchimp.capability(Verb.INTROSPECT, found("mailchimp-mandrill-api-key")))
          .isNotNull();
    }
  }

  @Test
  void mapboxSaysThatATokenIsRevokedInAnAnswerThatIsWell() {
    service.stubFor(get(anyUrl()).willReturn(okJson("{\"code\": \"TokenRevoked\"}")));

    assertThat(shipped("mapbox").verify(found("mapbox-secret-access-token")))
        .isEqualTo(Validity.DEAD);
  }

  @Test
  void vercelRefusesATokenThatMayNotWithoutSayingThatItIsDead() {
    service.stubFor(
        get(anyUrl()).willReturn(status(403).withBody("{\"error\": {\"code\": \"forbidden\"}}")));

    assertThatThrownBy(() -> shipped("vercel").verify(found("vercel-personal-access-token")))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void zerobouncesCreditsOfNoKeyTellNothing() {
    service.stubFor(get(anyUrl()).willReturn(okJson("{\"Credits\": -1}")));

    assertThatThrownBy(() -> shipped("zerobounce").verify(found("zerobounce-api-key")))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void muxIsAskedWithBothHalvesOfAToken() {
    service.stubFor(
        get(anyUrl())
            .willReturn(okJson("{\"data\": {\"organization_id\": \"o1\", \"permissions\": []}}")));

    assertThat(shipped("mux").introspect(found("mux-secret", "id")).tenant()).isEqualTo("o1");
    service.verify(
        getRequestedFor(urlEqualTo("/system/v1/whoami"))
            .withBasicAuth(new BasicCredentials("id", found("mux-secret").secret().reveal())));
  }

  @Test
  void mondayNamesThePersonThatAKeyIsOf() {
    service.stubFor(
        post("/v2")
            .willReturn(
                okJson("{\"data\": {\"me\": {\"id\": \"7\", \"email\": \"ada@acme.example\"}}}")));

    var owner = shipped("monday").introspect(found("monday-com-api-key")).owner();

    assertThat(owner.type()).isEqualTo(OwnerType.PERSON);
    assertThat(owner.id()).isEqualTo("ada@acme.example");
  }
}
