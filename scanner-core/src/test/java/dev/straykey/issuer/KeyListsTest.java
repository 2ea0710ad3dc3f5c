package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.straykey.issuer.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.straykey.model.Call;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a key of which only the value is at hand is found in its issuer's lists. */
@Timeout(30)
class KeyListsTest extends IssuerStage {
  private static final String FIRST = "/projects/proj_1/keys?limit=2";
  private static final Call.Listing PAGES =
      new Call.Listing(
          "data", "redacted_value", Call.Shown.REDACTED, "after", "last_id", "has_more");

  /** What a list shows of the key: as much as OpenAI's do. */
  private String shown;

  @BeforeEach
  void aKeyThatWorks() {
    String value = key.reveal();
    shown = value.substring(0, 9) + "..." + value.substring(value.length() - 3);
    service.stubFor(get("/models").willReturn(okJson("{\"data\": []}")));
  }

  private static IssuerSpec openai() {
    return openai(PAGES);
  }

  private static IssuerSpec openai(Call.Listing list) {
    Calls models = call("GET", "/models").as(Call.As.BEARER).means("alive", 200);
    Calls find =
        call("GET", "/projects/{tenant}/keys?limit=2")
            .as(Call.As.CREDENTIAL)
            .means("alive", 200)
            .lists(list)
            .gives(
                Map.of(
                    "key_id", "id",
                    "name", "name",
                    "owner_type", "owner.type",
                    "owner_id", "owner.user.id|owner.service_account.id"));
    Calls delete =
        call("DELETE", "/projects/{tenant}/keys/{key_id}").needsId().means("accepted", 200);
    return Calls.issuer(
        "openai", Map.of(Verb.INTROSPECT, models, Verb.FIND, find, Verb.REVOKE, delete));
  }

  private static String item(String id, String shown) {
    return """
        {"id": "%s", "redacted_value": "%s", "name": "CI", "owner": {"type": "user", "user": {"id": "u-1"}}}"""
        .formatted(id, shown.replace("\"", "\\\""));
  }

  private static String page(boolean more, String last, String... items) {
    return """
        {"object": "list", "data": [%s], "last_id": "%s", "has_more": %s}"""
        .formatted(String.join(",", items), last, more);
  }

  private static MappingBuilder list(String url, String body) {
    return get(url).willReturn(okJson(body));
  }

  @Test
  void tellsTheIdOfTheOneKeyThatShowsTheseCharacters() {
    service.stubFor(
        list(FIRST, page(false, "k2", item("k1", "sk_live_abc...xyz"), item("k2", shown))));
    Issuer openai = issuer(openai(), "proj_1");

    var said = openai.introspect(handle(openai));

    assertThat(said.keyId()).isEqualTo("k2");
    assertThat(said.validity()).isEqualTo(Validity.ACTIVE);
  }

  @Test
  void takesTheOwnerFromTheList() {
    service.stubFor(list(FIRST, page(false, "k2", item("k2", shown))));
    Issuer openai = issuer(openai(), "proj_1");

    var said = openai.introspect(handle(openai));

    assertThat(said.scope()).isEqualTo(KeyScope.USER);
    assertThat(said.owner().type()).isEqualTo(OwnerType.PERSON);
    assertThat(said.owner().id()).isEqualTo("u-1");
  }

  @Test
  void readsAListToItsEnd() {
    service.stubFor(list(FIRST, page(true, "k 1&x", item("k 1&x", "sk_live_abc...xyz"))));
    service.stubFor(list(FIRST + "&after=k%201%26x", page(false, "k2", item("k2", shown))));
    Issuer openai = issuer(openai(), "proj_1");

    assertThat(openai.introspect(handle(openai)).keyId()).isEqualTo("k2");
  }

  @Test
  void readsTheListsOfAllAccountsAndNamesTheKeys() {
    service.stubFor(list(FIRST, page(false, "", item("k1", "sk_live_abc...xyz"))));
    service.stubFor(list("/projects/proj_2/keys?limit=2", page(false, "", item("k2", shown))));
    Issuer openai = issuer(openai(), "proj_1", "proj_2");

    var said = openai.introspect(handle(openai));

    assertThat(said.keyId()).isEqualTo("k2");
    assertThat(said.tenant()).isEqualTo("proj_2");
  }

  @Test
  void tellsNoIdWhereTwoKeysShowTheSame() {
    service.stubFor(list(FIRST, page(true, "k1", item("k1", shown))));
    service.stubFor(list(FIRST + "&after=k1", page(false, "", item("k2", shown))));
    Issuer openai = issuer(openai(), "proj_1");

    var said = openai.introspect(handle(openai));

    assertThat(said.keyId()).isNull();
    assertThat(said.withoutId()).contains("more than one");
    assertThat(said.mayTellId()).isFalse();
  }

  @Test
  void saysThatTheListDoesNotHoldTheKey() {
    service.stubFor(list(FIRST, page(false, "", item("k1", "sk_live_abc...xyz"))));
    Issuer openai = issuer(openai(), "proj_1");

    assertThat(openai.introspect(handle(openai)).withoutId()).contains("no key").contains("fits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk_live_...", "...%s", "sk_l...%s", "sk_live_xxxxxx...", "****"})
  void takesNoKeyOfWhichTooLittleIsShown(String template) {
    String value = key.reveal();
    String little = template.formatted(value.substring(value.length() - 3));
    service.stubFor(list(FIRST, page(false, "", item("k1", little))));
    Issuer openai = issuer(openai(), "proj_1");

    assertThat(openai.introspect(handle(openai)).keyId()).isNull();
  }

  @Test
  void tellsNoIdOfAListThatWasNotReadToItsEnd() {
    service.stubFor(list(FIRST, page(true, "k1", item("k1", shown))));
    service.stubFor(get(FIRST + "&after=k1").willReturn(status(403)));
    Issuer openai = issuer(openai(), "proj_1");

    var said = openai.introspect(handle(openai));

    assertThat(said.keyId()).isNull();
    assertThat(said.validity()).isEqualTo(Validity.ACTIVE);
    assertThat(said.mayTellId()).isTrue();
  }

  @Test
  void leavesAListThatDoesNotEnd() {
    service.stubFor(
        get(urlPathEqualTo("/projects/proj_1/keys"))
            .willReturn(okJson(page(true, "k1", item("k1", shown)))));
    Issuer openai = issuer(openai(), "proj_1");

    assertThat(openai.introspect(handle(openai)).withoutId()).contains("does not end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "{\"data\": {}}", "{}", "[]", "\"x\""})
  void takesNoPageThatIsNoList(String body) {
    service.stubFor(list(FIRST, body));
    Issuer openai = issuer(openai(), "proj_1");

    assertThat(openai.introspect(handle(openai)).mayTellId()).isTrue();
  }

  @Test
  void findsAKeyThatAListShowsWhole() {
    var whole = new Call.Listing("", "access_token.token", Call.Shown.VALUE, null, null, null);
    String other = "{\"id\": \"a1\", \"access_token\": {\"token\": \"other\"}}";
    String ours =
        "{\"id\": \"a2\", \"access_token\": {\"token\": \"%s\"}}"
            .formatted(key.reveal().replace("\"", "\\\""));
    service.stubFor(list(FIRST, "[" + other + "," + ours + "]"));
    Issuer heroku = issuer(openai(whole), "proj_1");

    assertThat(heroku.introspect(handle(heroku)).keyId()).isEqualTo("a2");
  }

  @Test
  void asksForNoListWhereTheIdIsKnown() {
    Issuer openai = issuer(openai(), "proj_1");

    openai.introspect(handle(openai, key, "k9", null));

    service.verify(0, anyRequestedFor(urlPathEqualTo("/projects/proj_1/keys")));
  }

  @Test
  void asksForNoListWithoutACredential() {
    var settings = new Issuers.Settings(URI.create(service.baseUrl()), null, List.of("proj_1"));
    Issuer openai = Issuers.of(openai(), settings, client);

    assertThat(openai.introspect(handle(openai)).withoutId()).isNull();
    service.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void sendsTheKeyInNoRequestForAList() {
    service.stubFor(list(FIRST, page(false, "", item("k2", shown))));
    Issuer openai = issuer(openai(), "proj_1");

    openai.introspect(handle(openai));

    service.verify(
        getRequestedFor(urlEqualTo(FIRST))
            .withHeader("Authorization", equalTo("Bearer " + credential.reveal())));
  }

  @Test
  void canRevokeAKeyWhoseIdTheListWillTell() {
    service.stubFor(list(FIRST, page(false, "", item("k2", shown))));
    service.stubFor(delete(anyUrl()).willReturn(status(200)));
    Issuer openai = issuer(openai(), "proj_1", "proj_2");
    service.stubFor(list("/projects/proj_2/keys?limit=2", page(false, "")));

    assertThat(openai.capability(Verb.REVOKE, handle(openai))).isNotNull();
    openai.revoke(handle(openai).joined(openai.introspect(handle(openai))));

    service.verify(deleteRequestedFor(urlEqualTo("/projects/proj_1/keys/k2")));
  }

  private IssuerSpec beginning() {
    return openai(
        new Call.Listing("data", "redacted_value", Call.Shown.BEGINNING, null, null, null));
  }

  @Test
  void findsAKeyWhoseBeginningAListShows() {
    String begins = key.reveal().substring(0, 12);
    service.stubFor(list(FIRST, page(false, "", item("k1", "sk_live_"), item("k2", begins))));
    Issuer linode = issuer(beginning(), "proj_1");

    assertThat(linode.introspect(handle(linode)).keyId()).isEqualTo("k2");
  }

  @Test
  void findsNoKeyByABeginningThatManyShare() {
    // The mark, and seven more characters.
    service.stubFor(list(FIRST, page(false, "", item("k1", key.reveal().substring(0, 10)))));
    Issuer linode = issuer(beginning(), "proj_1");

    assertThat(linode.introspect(handle(linode)).keyId()).isNull();
  }

  @Test
  void readsAListOnByHowManyKeysCameUntilAPartIsEmpty() {
    var counted =
        new Call.Listing("data", "redacted_value", Call.Shown.REDACTED, "offset", null, null);
    service.stubFor(list(FIRST, page(false, "", item("k1", "sk_a...bcd"), item("k2", shown))));
    service.stubFor(list(FIRST + "&offset=2", page(false, "", item("k3", "sk_a...bcd"))));
    service.stubFor(list(FIRST + "&offset=3", page(false, "")));
    Issuer openrouter = issuer(openai(counted), "proj_1");

    assertThat(openrouter.introspect(handle(openrouter)).keyId()).isEqualTo("k2");
    service.verify(getRequestedFor(urlEqualTo(FIRST + "&offset=3")));
  }

  @Test
  void countsEachAccountsKeysForItself() {
    var counted =
        new Call.Listing("data", "redacted_value", Call.Shown.REDACTED, "offset", null, null);
    service.stubFor(list(FIRST, page(false, "", item("k1", "sk_a...bcd"))));
    service.stubFor(list(FIRST + "&offset=1", page(false, "")));
    String second = "/projects/proj_2/keys?limit=2";
    service.stubFor(list(second, page(false, "", item("k2", shown))));
    service.stubFor(list(second + "&offset=1", page(false, "")));
    Issuer openrouter = issuer(openai(counted), "proj_1", "proj_2");

    assertThat(openrouter.introspect(handle(openrouter)).keyId()).isEqualTo("k2");
  }
}
