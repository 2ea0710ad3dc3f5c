package dev.straykey.attribution;

import static dev.straykey.inventory.Samples.KEY;
import static dev.straykey.inventory.Samples.NOW;
import static dev.straykey.inventory.Samples.finding;
import static dev.straykey.inventory.Samples.fresh;
import static dev.straykey.inventory.Samples.line;
import static dev.straykey.inventory.Samples.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.inventory.Inventory;
import dev.straykey.inventory.Samples;
import dev.straykey.issuer.Capability;
import dev.straykey.issuer.Introspection;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.IssuerUnavailableException;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Doubt;
import dev.straykey.model.Effect;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Keyring;
import dev.straykey.model.Needs;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Shown;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import dev.straykey.people.Directory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributorTest {
  private static final Map<String, List<String>> TENANTS = Map.of("stripe", List.of("acct_us"));
  private static final Finding FOUND = finding(1, Audience.PUBLIC);
  private static final String MASKED =
      "{\"id\": \"%s\", \"issuer\": \"stripe\", \"redacted\": \"sk_live_...0001\"%s}";

  private final Service stripe = new Service();
  private final Keyring keyring = new Keyring(10);

  AttributorTest() {
    keyring.put(KEY.of(secret(1)), secret(1));
  }

  /** An issuer that knows one key, and counts how often it is asked. */
  private static final class Service implements Issuer {
    Introspection answer;
    int asked;

    @Override
    public String id() {
      return "stripe";
    }

    @Override
    public Capability capability(Verb verb, Handle key) {
      return new Capability(Effect.THIS_KEY, false, Needs.VALUE, Duration.ZERO);
    }

    @Override
    public Introspection introspect(Handle key) {
      asked++;
      if (answer == null) {
        throw new IssuerUnavailableException(
            "stripe", URI.create("http://localhost/"), "HTTP 503", null);
      }
      return answer;
    }

    @Override
    public Validity verify(Handle key) {
      throw new AssertionError("attribution never probes");
    }

    @Override
    public Validity read(Handle key) {
      throw new AssertionError("attribution never reads by id");
    }

    @Override
    public Acceptance revoke(Handle key) {
      throw new AssertionError("attribution never revokes");
    }

    @Override
    public Acceptance disable(Handle key) {
      throw new AssertionError("attribution never disables");
    }

    void says(Validity validity, String keyId, String tenant, KeyScope scope) {
      answer = new Introspection(validity, keyId, tenant, scope, null, null, List.of());
    }
  }

  private Attribution offline(Finding finding, Inventory inventory) {
    return new Attributor(inventory, Directory.empty(), Map.of(), TENANTS, NOW)
        .attribute(finding, keyring);
  }

  private Attribution asking(Finding finding, Inventory inventory) {
    return new Attributor(inventory, Directory.empty(), Map.of("stripe", stripe), TENANTS, NOW)
        .attribute(finding, keyring);
  }

  @Test
  void aKeyWhoseFormIsNotItsIssuersAloneIsNotSentThere() {
    stripe.says(Validity.ACTIVE, "id-1", "acct_1", KeyScope.ORGANISATION);

    var known =
        new Attributor(
                fresh(line("b", 2, "")),
                Directory.empty(),
                Map.of("stripe", stripe),
                TENANTS,
                rule -> false,
                NOW)
            .attribute(FOUND, keyring);

    assertThat(known.note()).contains("not sent there");
    assertThat(known.validity()).isEqualTo(Validity.UNDETERMINED);
  }

  @Test
  void aKeyInDoubtIsNotSentToItsIssuer() {
    stripe.says(Validity.ACTIVE, "id-1", "acct_1", KeyScope.ORGANISATION);

    var known = asking(FOUND.withDoubt(Doubt.CHECKSUM), fresh(line("b", 2, "")));

    assertThat(stripe.asked).isZero();
    assertThat(known.note()).contains("its issuer was not asked");
  }

  @Test
  void knowsAKeyByItsFingerprint() {
    var known = offline(FOUND, fresh(line("a", 1, ", \"scope\": \"user\"")));
    assertThat(known.status()).isEqualTo(AttributionStatus.OURS);
    assertThat(known.by()).isEqualTo(AttributionBy.FINGERPRINT);
    assertThat(known.key()).extracting(k -> k.id()).isEqualTo("a");
    assertThat(known.scope()).isEqualTo(KeyScope.USER);
    assertThat(known.fresh()).isTrue();
  }

  @Test
  void knowsAKeyByItsFingerprintWhenTheKeyIsNoLongerAtHand() {
    var found = finding(2, Audience.PUBLIC);
    assertThat(offline(found, fresh(line("b", 2, ""))).by()).isEqualTo(AttributionBy.FINGERPRINT);
  }

  @Test
  void saysSoWhenWithoutTheKeyNotEveryRecordCouldBeCompared() {
    var inventory =
        Samples.inventory(
            "{\"id\": \"a\", \"fingerprint\": {\"sha256\": \"" + "ab".repeat(32) + "\"}}");
    assertThat(offline(finding(2, Audience.PUBLIC), inventory).note())
        .contains("no longer at hand");
  }

  @Test
  void isAmbiguousWhenTwoRecordsFit() {
    var known = offline(FOUND, fresh(line("a", 1, ""), line("b", 1, "")));
    assertThat(known.status()).isEqualTo(AttributionStatus.AMBIGUOUS);
    assertThat(known.candidates()).containsExactly("a", "b");
    assertThat(known.key()).isNull();
  }

  @Test
  void isNotOursWhenTheInventoryDoesNotKnowIt() {
    assertThat(offline(FOUND, fresh(line("b", 2, ""))).status())
        .isEqualTo(AttributionStatus.NOT_OURS);
  }

  @Test
  void isNotCheckedWithoutAnInventory() {
    assertThat(offline(FOUND, Inventory.EMPTY).status()).isEqualTo(AttributionStatus.NOT_CHECKED);
  }

  @Test
  void knowsAPostedIdByTheIdAlone() {
    var found = finding(1, Audience.PUBLIC, Shown.KEY_ID, "AKIA12345678");
    var known = asking(found, fresh("{\"id\": \"a\", \"key_id\": \"AKIA12345678\"}"));
    assertThat(known.by()).isEqualTo(AttributionBy.KEY_ID);
    assertThat(stripe.asked).isZero();
  }

  @Test
  void takesNoIdOfAnotherIssuer() {
    var found = finding(1, Audience.PUBLIC, Shown.KEY_ID, "AKIA12345678");
    var inventory = fresh("{\"id\": \"a\", \"issuer\": \"aws\", \"key_id\": \"AKIA12345678\"}");
    assertThat(offline(found, inventory).status()).isEqualTo(AttributionStatus.NOT_OURS);
  }

  @Test
  void takesARedactedFormAsTheWeakestWay() {
    assertThat(offline(FOUND, fresh(MASKED.formatted("a", ""))).by())
        .isEqualTo(AttributionBy.REDACTED);
    assertThat(offline(FOUND, fresh(MASKED.formatted("a", ""), line("b", 1, ""))).by())
        .isEqualTo(AttributionBy.FINGERPRINT);
  }

  @Test
  void believesTheIssuerThatNamesOneOfOurTenants() {
    stripe.says(Validity.ACTIVE, null, "acct_us", KeyScope.WORKLOAD);
    var known = asking(FOUND, fresh());
    assertThat(known.status()).isEqualTo(AttributionStatus.OURS);
    assertThat(known.by()).isEqualTo(AttributionBy.INTROSPECTION);
    assertThat(known.scope()).isEqualTo(KeyScope.WORKLOAD);
    assertThat(known.validity()).isEqualTo(Validity.ACTIVE);
    assertThat(known.key()).isNull();
  }

  @Test
  void findsTheRecordByTheIdThatTheIssuerNames() {
    stripe.says(Validity.ACTIVE, "id-00000001", "acct_us", KeyScope.UNKNOWN);
    var inventory = fresh("{\"id\": \"a\", \"issuer\": \"stripe\", \"key_id\": \"id-00000001\"}");
    assertThat(asking(FOUND, inventory).key()).extracting(k -> k.id()).isEqualTo("a");
  }

  @Test
  void isNotOursWhenTheIssuerNamesNoneOfOurTenants() {
    stripe.says(Validity.ACTIVE, null, "acct_them", KeyScope.UNKNOWN);
    var known = asking(FOUND, fresh(MASKED.formatted("a", "")));
    assertThat(known.status()).isEqualTo(AttributionStatus.NOT_OURS);
    assertThat(known.note()).contains("none of ours").doesNotContain("acct_them");
  }

  @Test
  void asksForTheValidityOfAKeyThatTheInventoryKnows() {
    stripe.says(Validity.DEAD, null, null, KeyScope.UNKNOWN);
    var known = asking(FOUND, fresh(line("a", 1, "")));
    assertThat(known.by()).isEqualTo(AttributionBy.FINGERPRINT);
    assertThat(known.validity()).isEqualTo(Validity.DEAD);
  }

  @Test
  void leavesTheValidityOpenWhenTheIssuerIsAway() {
    var known = asking(FOUND, fresh(line("a", 1, "")));
    assertThat(known.validity()).isEqualTo(Validity.UNDETERMINED);
    assertThat(known.note()).contains("SK-2003");
    assertThat(known.isOurs()).isTrue();
  }

  @Test
  void neverAsksAboutACanary() {
    asking(FOUND, fresh(line("a", 1, ", \"canary\": true")));
    asking(FOUND, fresh(MASKED.formatted("a", ", \"canary\": true")));
    assertThat(stripe.asked).isZero();
  }

  @Test
  void looksTheOwnerUpEvenAfterTheyLeft(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p.csv"), "id,status\nu-1,leaver\n");
    var inventory = fresh(line("a", 1, ", \"owner\": {\"person\": \"u-1\"}"));
    var known =
        new Attributor(inventory, Directory.read(file), Map.of(), Map.of(), NOW)
            .attribute(FOUND, keyring);
    assertThat(known.person()).extracting(p -> p.status()).isEqualTo(PersonStatus.LEAVER);
  }

  @Test
  void saysSoWhenTheOwnerIsNotInTheDirectory() {
    var known = offline(FOUND, fresh(line("a", 1, ", \"owner\": {\"person\": \"u-1\"}")));
    assertThat(known.person()).isNull();
    assertThat(known.note()).contains("not in the directory");
  }

  @Test
  void saysThatAnInventoryOfUnknownAgeIsNotFresh() {
    assertThat(offline(FOUND, Samples.inventory(line("a", 1, ""))).fresh()).isFalse();
  }
}
