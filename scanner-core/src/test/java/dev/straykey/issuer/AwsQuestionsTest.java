package dev.straykey.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.straykey.issuer.AwsFake.Trouble;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What AWS is asked about a key, and what its answers are taken for. */
@Timeout(60)
class AwsQuestionsTest extends AwsStage {
  @Test
  void aUsersKeyIsThatPersonsInItsAccount() {
    Introspection said = bare().introspect(handle(leaked));

    assertThat(said.validity()).isEqualTo(Validity.ACTIVE);
    assertThat(said.tenant()).isEqualTo(AwsFake.ACCOUNT);
    assertThat(said.keyId()).isEqualTo(leaked.id);
    assertThat(said.scope()).isEqualTo(KeyScope.USER);
    assertThat(said.owner()).isEqualTo(new Owner(OwnerType.PERSON, "ann"));
  }

  @Test
  void anAssumedRolesKeyIsAWorkloads() {
    var key = ofArn("arn:aws:sts::" + AwsFake.ACCOUNT + ":assumed-role/deploy/session", "ASIA");

    Introspection said = bare().introspect(handle(key));

    assertThat(said.scope()).isEqualTo(KeyScope.WORKLOAD);
    assertThat(said.owner()).isEqualTo(new Owner(OwnerType.SERVICE, "deploy"));
  }

  @Test
  void aRootUsersKeyIsTheOrganisations() {
    Introspection said =
        bare().introspect(handle(ofArn("arn:aws:iam::" + AwsFake.ACCOUNT + ":root", "AKIA")));

    assertThat(said.scope()).isEqualTo(KeyScope.ORGANISATION);
  }

  @Test
  void aCallerOfAnUnknownKindIsTheUserThatIamNames() {
    var key =
        aws.key(
            "ann",
            "arn:aws:sts::" + AwsFake.ACCOUNT + ":federated-user/x",
            "AKIA",
            AwsFake.ACCOUNT);

    assertThat(bare().introspect(handle(key)).scope()).isEqualTo(KeyScope.UNKNOWN);
    assertThat(issuer().introspect(handle(key)).owner())
        .isEqualTo(new Owner(OwnerType.PERSON, "ann"));
  }

  @Test
  void theOwnerOfADeadKeyIsTheUserThatIamNames() {
    leaked.active = false;

    Introspection said = issuer().introspect(handle(leaked));

    assertThat(said.validity()).isEqualTo(Validity.DEAD);
    assertThat(said.owner()).isEqualTo(new Owner(OwnerType.PERSON, "ann"));
  }

  @Test
  void anAnswerWhoseAccountsContradictEachOtherSettlesNothing() {
    unsettled(bare(), handle(ofArn("arn:aws:iam::999999999999:user/ann", "AKIA")));
  }

  @Test
  void aLivingPairIsAlive() {
    assertThat(bare().verify(handle(leaked))).isEqualTo(Validity.ACTIVE);
  }

  @Test
  void aRefusedIdIsDead() {
    leaked.deleted = true;

    assertThat(bare().verify(handle(leaked))).isEqualTo(Validity.DEAD);
  }

  @Test
  void aSecretThatIsNotTheIdsIsDead() {
    assertThat(bare().verify(handle(leaked.id, aws.user("bob").secret))).isEqualTo(Validity.DEAD);
  }

  @Test
  void anIdThatOnlyStandsBesideAnotherSecretTellsNothingOfIt() {
    var handle = handle(leaked.id, aws.user("bob").secret);

    assertThatThrownBy(() -> bare().introspect(handle))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("SignatureDoesNotMatch");
  }

  @Test
  void aSignatureThatIsTooOldSettlesNothing() {
    unsettled(issuer(null, NOW.minus(Duration.ofHours(1))), handle(leaked));
  }

  @Test
  void aSignatureOfTheFutureSettlesNothing() {
    unsettled(issuer(null, NOW.plus(Duration.ofHours(1))), handle(leaked));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "THROTTLING",
        "CAPTIVE_PAGE",
        "HALF_AN_ANSWER",
        "DOCTYPE",
        "REDIRECT",
        "ACCESS_DENIED",
        "LIMIT_EXCEEDED",
        "TIME_SKEWED"
      })
  void whatIsNoAnswerToTheProbeSettlesNothing(Trouble trouble) {
    aws.trouble("GetCallerIdentity", trouble);

    unsettled(bare(), handle(leaked));
  }

  @Test
  void anOutageSettlesNothing() {
    aws.trouble(
        "GetCallerIdentity",
        Trouble.UNAVAILABLE,
        Trouble.UNAVAILABLE,
        Trouble.UNAVAILABLE,
        Trouble.UNAVAILABLE);

    unsettled(bare(), handle(leaked));
  }

  @Test
  void aShortOutageIsWaitedFor() {
    aws.trouble("GetCallerIdentity", Trouble.UNAVAILABLE);

    assertThat(bare().verify(handle(leaked))).isEqualTo(Validity.ACTIVE);
  }

  @Test
  void aTemporaryKeyWithoutItsSessionTokenIsNotDeadForBeingRefused() {
    var session = ofArn("arn:aws:sts::" + AwsFake.ACCOUNT + ":assumed-role/deploy/s", "ASIA");
    session.active = false;

    unsettled(bare(), handle(session));
  }

  @Test
  void aTemporaryKeyThatHasExpiredIsDead() {
    var session = ofArn("arn:aws:sts::" + AwsFake.ACCOUNT + ":assumed-role/deploy/s", "ASIA");
    session.expired = true;

    assertThat(bare().verify(handle(session))).isEqualTo(Validity.DEAD);
  }

  @Test
  void aRefusalThatTheRecordContradictsSettlesNothing() {
    unsettled(issuer(), handle(leaked.id, aws.user("bob").secret));
  }

  @Test
  void aRefusalAndTheRecordTogetherAreDeath() {
    leaked.active = false;

    assertThat(issuer().verify(handle(leaked))).isEqualTo(Validity.DEAD);
    assertThat(aws.asked("ListAccessKeys")).hasSize(1);
  }

  @Test
  void aRefusalWhoseRecordCannotBeReadNowSettlesNothing() {
    leaked.active = false;
    aws.trouble("ListAccessKeys", Trouble.THROTTLING);

    unsettled(issuer(), handle(leaked));
  }

  @Test
  void aRefusalStandsWhereTheCredentialMayNotSeeTheRecord() {
    leaked.active = false;
    aws.trouble("GetAccessKeyLastUsed", Trouble.ACCESS_DENIED);

    assertThat(issuer().verify(handle(leaked))).isEqualTo(Validity.DEAD);
  }

  @Test
  void theRecordOfAnActiveKeySaysThatItIsAlive() {
    assertThat(issuer().read(handle(leaked.id, null))).isEqualTo(Validity.ACTIVE);
  }

  @Test
  void theRecordOfAnInactiveKeySaysThatItIsDead() {
    leaked.active = false;

    assertThat(issuer().read(handle(leaked.id, null))).isEqualTo(Validity.DEAD);
  }

  @Test
  void aKeyThatIsAbsentFromItsAccountIsDead() {
    leaked.deleted = true;

    assertThat(issuer().read(handle(leaked.id, null))).isEqualTo(Validity.DEAD);
  }

  @Test
  void aKeyThatIsAbsentMayBeOfAnotherAccountWhereNobodyKnowsItsOwn() {
    Issuer issuer = issuer();

    assertThatThrownBy(() -> issuer.read(handle("AKIA" + "J".repeat(16), null)))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("account");
  }

  @Test
  void theRecordIsNotAskedForInAnotherAccountThanTheCredentials() {
    var theirs = aws.key("eve", "arn:aws:iam::210987654321:user/eve", "AKIA", "210987654321");

    assertThat(issuer().capability(Verb.READ, handle(theirs))).isNull();
  }

  @Test
  void aRefusalOfTheOrganisationsOwnCredentialSaysNothingOfTheLeakedKey() {
    aws.admin.active = false;
    Issuer issuer = issuer();

    assertThatThrownBy(() -> issuer.read(handle(leaked.id, null)))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("InvalidClientTokenId");
  }

  @Test
  void nothingIsAskedAboutASecretWithoutItsId() {
    Issuer issuer = issuer();
    var handle = new Issuer.Handle("aws-access-key", handle(leaked).secret(), null, null);

    assertThat(issuer.capability(Verb.VERIFY, handle)).isNull();
    assertThat(
            catchThrowableOfType(IssuerUnavailableException.class, () -> issuer.verify(handle))
                .unknown())
        .isFalse();
    assertThat(aws.everything()).isEmpty();
  }

  @Test
  void aKeyOfAnotherKindIsNotAskedAbout() {
    var handle = new Issuer.Handle("aws-session-token", handle(leaked).secret(), leaked.id, null);

    assertThat(issuer().capability(Verb.VERIFY, handle)).isNull();
  }

  @Test
  void aKeyWhoseMemoryWasOverwrittenIsNotAskedAbout() {
    var handle = handle(leaked);
    handle.secret().destroy();

    assertThatThrownBy(() -> bare().verify(handle)).hasMessageContaining("nothing was sent");
    assertThat(aws.everything()).isEmpty();
  }

  private AwsFakeKey ofArn(String arn, String kind) {
    return aws.key("", arn, kind, AwsFake.ACCOUNT);
  }

  private static void unsettled(Issuer issuer, Issuer.Handle key) {
    assertThatThrownBy(() -> issuer.verify(key))
        .isInstanceOf(IssuerUnavailableException.class)
        .hasMessageContaining("SK-2003")
        .hasMessageNotContaining(key.secret().reveal());
  }
}
