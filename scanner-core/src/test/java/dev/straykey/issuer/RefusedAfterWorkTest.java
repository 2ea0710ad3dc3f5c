package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static dev.straykey.issuer.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Call.As;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a refusal says of a key that the issuer took before, where its documentation says nothing.
 */
@Timeout(30)
class RefusedAfterWorkTest extends IssuerStage {
  private Issuer askedBy(Calls question) {
    return issuer(Calls.issuer("acme", Map.of(Verb.VERIFY, question)));
  }

  private static Calls account() {
    return call("GET", "/account").as(As.BEARER).means("alive", 200);
  }

  private Handle worked() {
    return new Handle("acme-key", key, "id", null, true);
  }

  private void isUndetermined(Calls question, Handle handle) {
    assertThatThrownBy(() -> askedBy(question).verify(handle))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void aKeyThatWorkedAndIsRefusedIsDead() {
    answer(status(401).withBody("{}"));

    assertThat(askedBy(account()).verify(worked())).isEqualTo(Validity.DEAD);
  }

  @Test
  void aKeyThatWasNeverSeenAtWorkMayBeRefusedForOtherReasons() {
    answer(status(401).withBody("{}"));

    isUndetermined(account(), new Handle("acme-key", key, "id", null));
  }

  @Test
  void onlyTheWordsOfTheIssuerCountWhereTheyAreKnown() {
    answer(status(401).withBody("{}"));
    Map<String, java.util.List<String>> revoked = Map.of("error", java.util.List.of("revoked"));

    isUndetermined(account().means("dead", revoked, 401), worked());
  }

  @Test
  void aRefusalOfTheOrganisationsOwnCredentialSaysNothingOfTheKey() {
    answer(status(401).withBody("{}"));

    isUndetermined(call("GET", "/keys/{key}").as(As.CREDENTIAL).means("alive", 200), worked());
    isUndetermined(
        call("GET", "/keys/{key}").header("X-Key", "{credential}").means("alive", 200), worked());
  }

  @Test
  void aPageOfAProxyIsNoRefusal() {
    answer(status(401).withBody("<html>sign in</html>"));

    isUndetermined(account(), worked());
  }

  @Test
  void noOtherStatusIsARefusal() {
    answer(status(403).withBody("{}"));

    isUndetermined(account(), worked());
  }
}
