package dev.straykey.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.straykey.issuer.AwsFake.Trouble;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Effect;
import dev.straykey.model.Needs;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How AWS keys are switched off and ended, and by whom. */
@Timeout(60)
class AwsChangesTest extends AwsStage {
  @Test
  void switchesAKeyOff() {
    assertThat(issuer().disable(handle(leaked))).isEqualTo(Acceptance.ACCEPTED);

    assertThat(leaked.active).isFalse();
    assertThat(leaked.deleted).isFalse();
  }

  @Test
  void endsAKey() {
    assertThat(issuer().revoke(handle(leaked))).isEqualTo(Acceptance.ACCEPTED);

    assertThat(leaked.deleted).isTrue();
  }

  @Test
  void namesTheUserInEveryRequestThatTakesOne() {
    Issuer issuer = issuer();
    issuer.read(handle(leaked));
    issuer.disable(handle(leaked));
    issuer.revoke(handle(leaked));

    assertThat(aws.complaints).isEmpty();
    assertThat(aws.asked("UpdateAccessKey"))
        .singleElement()
        .satisfies(asked -> assertThat(asked.parameters()).containsEntry("UserName", "ann"));
    assertThat(aws.asked("DeleteAccessKey"))
        .singleElement()
        .satisfies(asked -> assertThat(asked.parameters()).containsEntry("UserName", "ann"));
  }

  @Test
  void signsChangesWithTheOrganisationsCredential() {
    Issuer issuer = issuer();
    issuer.disable(handle(leaked));
    issuer.revoke(handle(leaked));

    assertThat(aws.asked("UpdateAccessKey")).extracting(a -> a.by()).containsOnly(aws.admin.id);
    assertThat(aws.asked("DeleteAccessKey")).extracting(a -> a.by()).containsOnly(aws.admin.id);
  }

  @Test
  void changesNothingWithoutTheOrganisationsCredential() {
    assertThat(bare().capability(Verb.DISABLE, handle(leaked))).isNull();
    assertThat(bare().disable(handle(leaked))).isEqualTo(Acceptance.REFUSED);
    assertThat(bare().revoke(handle(leaked))).isEqualTo(Acceptance.REFUSED);
    assertThat(aws.everything()).isEmpty();
  }

  @Test
  void aDeletedKeyIsGone() {
    leaked.deleted = true;

    assertThat(issuer().revoke(handle(leaked))).isEqualTo(Acceptance.GONE);
  }

  @Test
  void aKeyThatWentBetweenLookingAndDeletingIsGone() {
    Issuer issuer = issuer();
    aws.beforeChange = () -> leaked.deleted = true;

    assertThat(issuer.revoke(handle(leaked))).isEqualTo(Acceptance.GONE);
  }

  @Test
  void switchingOffTwiceIsAcceptedTwice() {
    Issuer issuer = issuer();
    issuer.disable(handle(leaked));

    assertThat(issuer.disable(handle(leaked))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void aTemporaryKeyCannotBeEnded() {
    var session = aws.key("", "arn:aws:sts::1:assumed-role/a/b", "ASIA", AwsFake.ACCOUNT);

    assertThat(issuer().capability(Verb.DISABLE, handle(session))).isNull();
    assertThat(issuer().capability(Verb.REVOKE, handle(session))).isNull();
  }

  @Test
  void aRootUsersKeyCannotBeEnded() {
    var root = aws.key("", "arn:aws:iam::" + AwsFake.ACCOUNT + ":root", "AKIA", AwsFake.ACCOUNT);
    Issuer issuer = issuer();
    issuer.verify(handle(root));

    assertThat(issuer.capability(Verb.DISABLE, handle(root))).isNull();
    assertThat(issuer.capability(Verb.REVOKE, handle(root))).isNull();
  }

  @Test
  void aKeyWhoseUserIamDoesNotNameIsNotChanged() {
    var root = aws.key("", "arn:aws:iam::" + AwsFake.ACCOUNT + ":root", "AKIA", AwsFake.ACCOUNT);

    var error =
        catchThrowableOfType(
            IssuerUnavailableException.class, () -> issuer().revoke(handle(root.id, null)));

    assertThat(error.unknown()).isFalse();
    assertThat(error).hasMessageContaining("nothing was changed");
    assertThat(aws.asked("DeleteAccessKey")).isEmpty();
  }

  @Test
  void aKeyOfAnotherAccountIsNotEnded() {
    var theirs = aws.key("eve", "arn:aws:iam::210987654321:user/eve", "AKIA", "210987654321");

    assertThat(issuer().capability(Verb.REVOKE, handle(theirs))).isNull();
  }

  @Test
  void aKeyOfATenantThatIsNotOursIsNotEnded() {
    Issuer issuer = issuer(aws.credential(), NOW, "210987654321");

    assertThat(issuer.capability(Verb.READ, handle(leaked))).isNotNull();
    assertThat(issuer.capability(Verb.REVOKE, handle(leaked))).isNull();
  }

  @Test
  void aKeyWhoseRecordNamesAnotherAccountIsNotEnded() {
    var handle = new Handle("aws-access-key", null, leaked.id, "210987654321");

    assertThat(issuer().capability(Verb.REVOKE, handle)).isNull();
  }

  @Test
  void theKeyThatStraykeyRunsOnIsNotEnded() {
    assertThat(issuer().capability(Verb.REVOKE, handle(aws.admin))).isNull();
    assertThat(issuer().capability(Verb.DISABLE, handle(aws.admin))).isNull();
  }

  @Test
  void saysWhatAChangeReachesAndNeeds() {
    Capability off = issuer().capability(Verb.DISABLE, handle(leaked.id, null));
    Capability end = issuer().capability(Verb.REVOKE, handle(leaked.id, null));

    assertThat(off.effect()).isEqualTo(Effect.THIS_KEY);
    assertThat(off.reversible()).isTrue();
    assertThat(off.needs()).isEqualTo(Needs.ID);
    assertThat(end.effect()).isEqualTo(Effect.THIS_KEY);
    assertThat(end.reversible()).isFalse();
  }

  @Test
  void aDenialIsARefusal() {
    aws.trouble("UpdateAccessKey", Trouble.ACCESS_DENIED);

    assertThat(issuer().disable(handle(leaked))).isEqualTo(Acceptance.REFUSED);
  }

  @Test
  void aLimitIsARefusal() {
    aws.trouble("UpdateAccessKey", Trouble.LIMIT_EXCEEDED);

    assertThat(issuer().disable(handle(leaked))).isEqualTo(Acceptance.REFUSED);
  }

  @Test
  void aPageInPlaceOfAnAnswerIsNoAcceptance() {
    aws.trouble("DeleteAccessKey", Trouble.CAPTIVE_PAGE);

    assertThatThrownBy(() -> issuer().revoke(handle(leaked)))
        .isInstanceOf(IssuerUnavailableException.class);
  }

  @Test
  void aChangeThatMayHaveBeenMadeIsNotSentAgain() {
    aws.trouble("UpdateAccessKey", Trouble.RESET_AFTERWARDS);

    var error =
        catchThrowableOfType(
            IssuerUnavailableException.class, () -> issuer().disable(handle(leaked)));

    assertThat(error.unknown()).isTrue();
    assertThat(aws.asked("UpdateAccessKey")).hasSize(1);
    assertThat(leaked.active).isFalse();
  }

  @Test
  void anOutageDuringAChangeIsNotSentAgain() {
    aws.trouble("DeleteAccessKey", Trouble.UNAVAILABLE);

    assertThatThrownBy(() -> issuer().revoke(handle(leaked)))
        .isInstanceOf(IssuerUnavailableException.class);
    assertThat(aws.asked("DeleteAccessKey")).hasSize(1);
  }

  @Test
  void aLookupWithoutAnAnswerLeavesTheKeyAsItIs() {
    aws.trouble("GetAccessKeyLastUsed", Trouble.THROTTLING);

    var error =
        catchThrowableOfType(
            IssuerUnavailableException.class, () -> issuer().revoke(handle(leaked)));

    assertThat(error.unknown()).isFalse();
    assertThat(leaked.deleted).isFalse();
  }

  @Test
  void aKeyThatOutlivesItsEndForAWhileIsAliveUntilThen() {
    aws.lag = 2;
    Issuer issuer = issuer();
    issuer.revoke(handle(leaked));

    assertThat(issuer.verify(handle(leaked))).isEqualTo(Validity.ACTIVE);
    assertThat(issuer.verify(handle(leaked))).isEqualTo(Validity.ACTIVE);
    assertThat(issuer.verify(handle(leaked))).isEqualTo(Validity.DEAD);
  }

  @Test
  void noSecretStandsInAnyRequest() {
    Issuer issuer = issuer();
    issuer.introspect(handle(leaked));
    issuer.verify(handle(leaked));
    issuer.read(handle(leaked));
    issuer.disable(handle(leaked));
    issuer.revoke(handle(leaked));
    issuer.verify(handle(leaked));

    assertThat(aws.everything()).contains(leaked.id, aws.admin.id);
    assertThat(aws.everything()).doesNotContain(forms(leaked.secret));
    assertThat(aws.everything()).doesNotContain(forms(aws.admin.secret));
  }

  static String[] forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new String[] {
      secret,
      URLEncoder.encode(secret, StandardCharsets.UTF_8),
      secret.replace("/", "\\/"),
      Base64.getEncoder().encodeToString(bytes),
      Base64.getUrlEncoder().encodeToString(bytes),
      new StringBuilder(secret).reverse().toString()
    };
  }
}
