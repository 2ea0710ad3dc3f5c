package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The issuer files that ship, before services that answer as their documentation says. */
@Timeout(30)
class ShippedIssuersTest extends IssuerStage {
  private static final RuleSet RULES = RuleFiles.shipped();

  private Issuer shipped(String id, String own, String... tenants) {
    var settings =
        new Issuers.Settings(URI.create(service.baseUrl()), Secret.of(own), List.of(tenants));
    return Issuers.of(RULES.issuer(id), settings, client);
  }

  private static String made(String rule) {
    return PatternSampler.make(RULES.rule(rule), 7).key();
  }

  private static Handle found(String rule, String key) {
    return new Handle(rule, Secret.of(key), null, null);
  }

  private static Handle recorded(String rule, String key, String id) {
    return new Handle(rule, Secret.of(key), id, null);
  }

  private static String shown(String key, int first, int last) {
    return key.substring(0, first) + "..." + key.substring(key.length() - last);
  }

  @Test
  void openaiEndsAProjectsKeyThatItsListShows() {
    String key = made("openai-project-key");
    service.stubFor(get("/v1/models").willReturn(okJson("{\"data\": []}")));
    service.stubFor(
        get(urlPathEqualTo("/v1/organization/projects/proj_1/api_keys"))
            .willReturn(
                okJson(
                    """
                    {"object": "list", "has_more": false, "data": [{"id": "key_1",
                      "redacted_value": "%s", "name": "CI",
                      "owner": {"type": "user", "user": {"email": "ada@acme.example"}}}]}"""
                        .formatted(shown(key, 11, 3)))));
    service.stubFor(
        delete("/v1/organization/projects/proj_1/api_keys/key_1")
            .withHeader("Authorization", equalTo("Bearer admin"))
            .willReturn(okJson("{\"id\": \"key_1\", \"deleted\": true}")));
    Issuer openai = shipped("openai", "admin", "proj_1");
    Handle handle = found("openai-project-key", key);

    var said = openai.introspect(handle);

    assertThat(said.owner().id()).isEqualTo("ada@acme.example");
    assertThat(openai.revoke(handle.joined(said))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void openaiRefusesToEndAKeyThatIsAServiceAccounts() {
    service.stubFor(
        delete(anyUrl()).willReturn(status(400).withBody("{\"error\": {\"code\": \"x\"}}")));
    Issuer openai = shipped("openai", "admin", "proj_1");

    assertThat(openai.revoke(recorded("openai-project-key", made("openai-project-key"), "key_1")))
        .isEqualTo(Acceptance.REFUSED);
  }

  @Test
  void openaiOffersNoWayToEndAServiceAccountsKey() {
    Issuer openai = shipped("openai", "admin", "proj_1");
    String key = made("openai-service-account-key");

    assertThat(openai.capability(Verb.REVOKE, recorded("openai-service-account-key", key, "key_1")))
        .isNull();
  }

  @Test
  void openaiTakesNoPageThatIsNotItsOwnForAKeyThatIsGone() {
    service.stubFor(get(anyUrl()).willReturn(status(404).withBody("")));
    Issuer openai = shipped("openai", "admin", "proj_1");
    Handle byId = new Handle("openai-project-key", null, "key_1", null);

    assertThatThrownBy(() -> openai.read(byId)).isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void npmEndsATokenThatListsItself() {
    String key = made("npm-access-token");
    service.stubFor(get("/-/whoami").willReturn(okJson("{\"username\": \"ada\"}")));
    service.stubFor(
        get("/-/npm/v1/tokens?perPage=100")
            .withHeader("Authorization", equalTo("Bearer " + key))
            .willReturn(
                okJson(
                    "{\"objects\": [{\"key\": \"k1\", \"token\": \"%s\"}], \"urls\": {}}"
                        .formatted(shown(key, 8, 4)))));
    service.stubFor(delete("/-/npm/v1/tokens/token/k1").willReturn(status(204)));
    Issuer npm = shipped("npm", "unused");
    Handle handle = found("npm-access-token", key);

    assertThat(npm.revoke(handle.joined(npm.introspect(handle)))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void npmTellsNoIdOfAListOfWhichThereIsMore() {
    String key = made("npm-access-token");
    service.stubFor(get("/-/whoami").willReturn(okJson("{\"username\": \"ada\"}")));
    service.stubFor(
        get(urlPathEqualTo("/-/npm/v1/tokens"))
            .willReturn(
                okJson(
                    "{\"objects\": [{\"key\": \"k1\", \"token\": \"%s\"}], \"urls\": {\"next\": \"/x\"}}"
                        .formatted(shown(key, 8, 4)))));
    Issuer npm = shipped("npm", "unused");

    assertThat(npm.introspect(found("npm-access-token", key)).keyId()).isNull();
  }

  @Test
  void herokuEndsTheAuthorisationThatShowsTheKey() {
    String key = made("heroku-api-key");
    service.stubFor(get("/account").willReturn(okJson("{\"email\": \"ada@acme.example\"}")));
    service.stubFor(
        get("/oauth/authorizations")
            .willReturn(
                okJson(
                    """
                    [{"id": "a1", "access_token": {"id": "t1", "token": "another"}},
                     {"id": "a2", "access_token": null},
                     {"id": "a3", "access_token": {"id": "t3", "token": "%s"}}]"""
                        .formatted(key))));
    service.stubFor(delete("/oauth/authorizations/a3").willReturn(okJson("{\"id\": \"a3\"}")));
    Issuer heroku = shipped("heroku", "unused");
    Handle handle = found("heroku-api-key", key);

    assertThat(heroku.revoke(handle.joined(heroku.introspect(handle))))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void anthropicSwitchesOffAKeyThatItsListHints() {
    String key = made("anthropic-api-key");
    service.stubFor(get("/v1/models").willReturn(okJson("{\"data\": []}")));
    service.stubFor(
        get("/v1/organizations/api_keys?limit=100")
            .withHeader("x-api-key", equalTo("admin"))
            .willReturn(
                okJson(
                    "{\"data\": [{\"id\": \"apikey_1\", \"partial_key_hint\": \"%s\"}], \"has_more\": false}"
                        .formatted(shown(key, 16, 4)))));
    service.stubFor(
        post("/v1/organizations/api_keys/apikey_1")
            .withRequestBody(equalToJson("{\"status\": \"inactive\"}"))
            .willReturn(okJson("{\"id\": \"apikey_1\", \"status\": \"inactive\"}")));
    Issuer anthropic = shipped("anthropic", "admin");
    Handle handle = found("anthropic-api-key", key);

    assertThat(anthropic.disable(handle.joined(anthropic.introspect(handle))))
        .isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void digitaloceanEndsATokenAtItsOtherHost() {
    assertThat(RULES.issuer("digitalocean").hosts())
        .containsExactly(
            URI.create("https://api.digitalocean.com"),
            URI.create("https://cloud.digitalocean.com"));
  }

  @Test
  void digitaloceanEndsATokenByItself() {
    String key = made("digitalocean-pat");
    service.stubFor(
        post("/v1/oauth/revoke")
            .withHeader("Authorization", equalTo("Bearer " + key))
            .withRequestBody(equalTo("token=" + key))
            .willReturn(okJson("{}")));
    Issuer digitalocean = shipped("digitalocean", "unused");

    assertThat(digitalocean.revoke(found("digitalocean-pat", key))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void discordDeletesAWebhookAtItsAddressWithoutALogin() {
    String key = made("discord-webhook");
    service.stubFor(
        delete(URI.create(key).getPath())
            .withHeader("Authorization", absent())
            .willReturn(status(204)));
    Issuer discord = shipped("discord", "unused");

    assertThat(discord.revoke(found("discord-webhook", key))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void discordTakesOnlyItsOwnWordForAWebhookThatIsGone() {
    String key = made("discord-webhook");
    service.stubFor(get(anyUrl()).willReturn(status(404).withBody("<html>")));
    Issuer discord = shipped("discord", "unused");

    assertThatThrownBy(() -> discord.verify(found("discord-webhook", key)))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("/KEY");
  }

  @Test
  void discordSaysThatAWebhookIsGone() {
    String key = made("discord-webhook");
    service.stubFor(get(anyUrl()).willReturn(status(404).withBody("{\"code\": 10015}")));
    Issuer discord = shipped("discord", "unused");

    assertThat(discord.verify(found("discord-webhook", key))).isEqualTo(Validity.DEAD);
  }

  @Test
  void datadogEndsAKeyWithBothHalvesOfTheCredential() {
    service.stubFor(delete("/api/v2/api_keys/k1").willReturn(status(204)));
    Issuer datadog = shipped("datadog", "api:application");

    datadog.revoke(new Handle("datadog-api-key", null, "k1", null));

    service.verify(
        deleteRequestedFor(urlEqualTo("/api/v2/api_keys/k1"))
            .withHeader("DD-API-KEY", equalTo("api"))
            .withHeader("DD-APPLICATION-KEY", equalTo("application")));
  }

  @Test
  void datadogOffersNoWayToEndAKeyWithHalfACredential() {
    Issuer datadog = shipped("datadog", "api");

    assertThat(datadog.capability(Verb.REVOKE, new Handle("datadog-api-key", null, "k1", null)))
        .isNull();
  }

  @Test
  void squareEndsOneTokenAndNotTheWholeAuthorisation() {
    String key = made("square-access-token");
    service.stubFor(
        post("/oauth2/revoke")
            .withHeader("Authorization", equalTo("Client secret"))
            .willReturn(okJson("{\"success\": true}")));
    Issuer square = shipped("square", "secret", "sq0idp-1");

    assertThat(square.revoke(found("square-access-token", key))).isEqualTo(Acceptance.ACCEPTED);
    service.verify(
        postRequestedFor(urlEqualTo("/oauth2/revoke"))
            .withRequestBody(containing("\"revoke_only_access_token\":true"))
            .withRequestBody(containing("\"client_id\":\"sq0idp-1\"")));
  }

  @Test
  void twilioIsAskedWithBothHalvesOfAKey() {
    service.stubFor(get(anyUrl()).willReturn(okJson("{\"accounts\": [{\"sid\": \"AC1\"}]}")));
    Issuer twilio = shipped("twilio", "AC1:token");

    var said = twilio.introspect(recorded("twilio-key-secret", "half", "SK1"));

    assertThat(said.tenant()).isEqualTo("AC1");
    service.verify(
        getRequestedFor(urlEqualTo("/2010-04-01/Accounts.json"))
            .withBasicAuth(new BasicCredentials("SK1", "half")));
  }

  @Test
  void twilioSaysNoPairDeadThatMayNotBeOne() {
    service.stubFor(get(anyUrl()).willReturn(status(401).withBody("{\"code\": 20003}")));
    Issuer twilio = shipped("twilio", "AC1:token");

    assertThatThrownBy(() -> twilio.introspect(recorded("twilio-key-secret", "half", "SK1")))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void confluentSaysWhoseServiceAccountAKeyIs() {
    service.stubFor(
        get("/iam/v2/api-keys/K1")
            .willReturn(
                okJson(
                    "{\"id\": \"K1\", \"spec\": {\"owner\": {\"id\": \"sa-1\", \"kind\": \"ServiceAccount\"}}}")));
    Issuer confluent = shipped("confluent", "a:b");

    var said = confluent.introspect(recorded("confluent-api-secret", "half", "K1"));

    assertThat(said.scope()).isEqualTo(KeyScope.WORKLOAD);
    assertThat(said.owner().id()).isEqualTo("sa-1");
  }

  @Test
  void sendgridReadsAKeyBackByItsId() {
    service.stubFor(get("/v3/api_keys/k1").willReturn(status(404).withBody("{\"errors\": [{}]}")));
    Issuer sendgrid = shipped("sendgrid", "admin");

    assertThat(sendgrid.read(new Handle("sendgrid-api-key", null, "k1", null)))
        .isEqualTo(Validity.DEAD);
  }

  @Test
  void sentryEndsATokenOfItsOrganisation() {
    service.stubFor(delete(anyUrl()).willReturn(status(204)));
    Issuer sentry = shipped("sentry", "oauth", "acme");

    sentry.revoke(new Handle("sentry-org-token", null, "7", null));

    service.verify(deleteRequestedFor(urlEqualTo("/api/0/organizations/acme/org-auth-tokens/7/")));
  }

  @Test
  void nothingIsSentToAnIssuerWithoutWhatItsCallTakes() {
    Issuer databricks = shipped("databricks", "admin");

    assertThat(databricks.revoke(found("databricks-api-token", made("databricks-api-token"))))
        .isEqualTo(Acceptance.REFUSED);
    service.verify(0, anyRequestedFor(anyUrl()));
  }
}
