package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.model.Action;
import dev.straykey.model.Keyring;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a key is called dead, and for how long it is looked at. */
class RemediatorProofTest extends RemediatorStage {
  private int sealed() {
    return bench
        .store()
        .jdbi()
        .withHandle(
            db -> db.createQuery("select count(*) from sealed_key").mapTo(Integer.class).one());
  }

  @Test
  void measuresTheWindowFromAcceptedToTheFirstOfTheAnswersThatProveDeath() {
    bench.issuer.delay = Duration.ofSeconds(7);

    var timeline = apply().timeline();

    assertThat(timeline.residualWindow()).isEqualTo(Duration.ofSeconds(10)); // looks at 5 and 10 s
    assertThat(timeline.detectionLag()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aKeyThatWasDeadAlreadyIsNotRevoked() {
    bench.issuer.diesAt.put(key.secret.reveal(), Bench.START.minusSeconds(60));

    var applied = apply();

    assertThat(bench.issuer.revocations).isEmpty();
    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.ALREADY_DONE);
    assertThat(outcome(applied, Action.REVOKE).detail()).contains("already dead");
    assertThat(applied.timeline().state()).isEqualTo(RemediationState.CLOSED);
    assertThat(applied.timeline().revokedAt()).isNull();
  }

  @Test
  void whatIsMissingToEndAKeyIsNamed() {
    bench.issuer.lacks = true;

    var applied = apply();

    assertThat(bench.issuer.revocations).isEmpty();
    assertThat(outcome(applied, Action.REVOKE).detail()).contains("key_id", "credential");
  }

  @Test
  void aKeyThatWasSeenAtWorkIsProvedDeadByRefusals() {
    bench.issuer.onlyRefuses = true;

    assertThat(outcome(apply(), Action.REVOKE).state()).isEqualTo(OutcomeState.DONE);
    assertThat(bench.evidence(key.fingerprint)).contains("probe-alive");
  }

  @Test
  void aKeyThatWasNeverSeenAtWorkIsNotDeadBecauseItIsRefused() {
    bench.issuer.onlyRefuses = true;
    bench.issuer.diesAt.put(key.secret.reveal(), Bench.START.minusSeconds(60));

    var applied = apply();

    assertThat(applied.timeline().state()).isNotEqualTo(RemediationState.CLOSED);
    assertThat(applied.validity()).isNotEqualTo(Validity.DEAD);
  }

  @Test
  void aKeyThatOutlivesThePatienceStaysPendingAndIsProvedDeadByALaterRun() {
    bench.issuer.delay = Duration.ofMinutes(30);
    bench.issuer.documented = Duration.ofHours(1);

    assertThat(outcome(apply(), Action.REVOKE).state()).isEqualTo(OutcomeState.PENDING);
    bench.clock.now = Bench.START.plus(Duration.ofHours(2));
    var later = bench.resume(new Keyring(10));

    assertThat(outcome(later.get(0), Action.REVOKE).state()).isEqualTo(OutcomeState.DONE);
    assertThat(bench.issuer.revocations).hasSize(1);
    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("close");
  }

  @Test
  void aKeyThatNeverDiesIsStillAliveAndFailsAtItsDeadline() {
    bench.issuer.takesRevocation = false;

    var applied = apply();
    assertThat(applied.timeline().state()).isEqualTo(RemediationState.STILL_ALIVE);
    assertThat(applied.validity()).isEqualTo(Validity.ACTIVE);
    bench.clock.now = Bench.START.plus(Duration.ofDays(2));
    var late = bench.resume(new Keyring(10)).get(0);

    assertThat(outcome(late, Action.REVOKE).state()).isEqualTo(OutcomeState.FAILED);
    assertThat(bench.issuer.revocations).as("accepted once is never sent again").hasSize(1);
    assertThat(bench.evidence(key.fingerprint)).contains("still-alive", "deadline-passed");
    assertThat(bench.notifier.told).hasSize(2); // the owner, then the owner's manager
  }

  @Test
  void oneAnswerAliveBetweenTwoDeadStartsTheCountAnew() {
    var answers =
        new ArrayList<>(
            List.of(Validity.ACTIVE, Validity.DEAD, Validity.ACTIVE, Validity.DEAD, Validity.DEAD));
    bench.issuer.answers = () -> answers.size() > 1 ? answers.remove(0) : answers.get(0);

    var applied = apply();

    assertThat(applied.timeline().state()).isEqualTo(RemediationState.CLOSED);
    assertThat(bench.evidence(key.fingerprint))
        .containsSubsequence("probe-dead", "probe-alive", "probe-dead", "dead");
  }

  @Test
  void goneAtTheIssuerIsNotDeadUntilTheKeyIsRefused() {
    bench.issuer.acceptance = Acceptance.GONE;

    var applied = apply();

    assertThat(applied.timeline().state()).isNotEqualTo(RemediationState.CLOSED);
    assertThat(applied.validity()).isEqualTo(Validity.ACTIVE);
  }

  @Test
  void aKeyThatIsOnlySwitchedOffIsNotCalledDead() {
    key.actions = List.of(Action.DISABLE, Action.TASK);

    var applied = apply();

    assertThat(applied.timeline().state()).isEqualTo(RemediationState.DISABLED);
    assertThat(outcome(applied, Action.DISABLE).state()).isEqualTo(OutcomeState.DONE);
    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("comment");
  }

  @Test
  void aKeyThatLivesAgainAfterADayReopensItsTask() {
    apply();
    bench.issuer.diesAt.clear();
    bench.clock.now = bench.clock.now.plus(Duration.ofHours(25));

    var later = bench.resume(new Keyring(10));

    assertThat(later.get(0).timeline().state()).isEqualTo(RemediationState.STILL_ALIVE);
    assertThat(bench.tracker.log.get("SEC-1")).startsWith("close", "reopen");
    assertThat(bench.issuer.revocations).as("a person decides what now").hasSize(1);
  }

  @Test
  void theSealedKeyIsDestroyedAfterTheLastLook() {
    apply();
    assertThat(sealed()).isEqualTo(1);
    bench.clock.now = bench.clock.now.plus(Duration.ofDays(2));
    bench.resume(new Keyring(10));
    assertThat(sealed()).isEqualTo(1);
    bench.clock.now = bench.clock.now.plus(Duration.ofDays(31));
    bench.resume(new Keyring(10));

    assertThat(sealed()).isZero();
    assertThat(bench.status().get(0).nextAt()).isNull();
  }

  @Test
  void theSealedKeyIsDestroyedAtDeathWhereTheIssuerCanBeReadById() {
    bench.issuer.reads = true;
    key.keyId = "id-1";

    apply();

    assertThat(sealed()).isZero();
    bench.clock.now = bench.clock.now.plus(Duration.ofDays(2));
    bench.resume(new Keyring(10));
    assertThat(bench.evidence(key.fingerprint)).endsWith("look-dead");
  }

  @Test
  void aKeyOfWhoseValueTheIssuerSaysNothingIsProvedDeadByItsRecord() {
    bench.issuer.reads = true;
    key.keyId = "id-1";
    bench.issuer.answers =
        () -> bench.issuer.revocations.isEmpty() ? Validity.ACTIVE : Validity.UNDETERMINED;

    var applied = apply();

    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.DONE);
    assertThat(applied.validity()).isEqualTo(Validity.DEAD);
  }

  @Test
  void beforeAnythingWasSentARecordMakesNoKeyDead() {
    bench.issuer.reads = true;
    key.keyId = "id-1";
    bench.issuer.answers = () -> Validity.UNDETERMINED;
    bench.issuer.diesAt.put("another key", Bench.START.minusSeconds(60));

    assertThat(apply().validity()).isNotEqualTo(Validity.DEAD);
  }

  @Test
  void aKeyThatAPersonEndsIsSeenToBeDeadAndItsTaskCloses() {
    key.actions = List.of(Action.TASK);
    apply();
    bench.issuer.diesAt.put(key.secret.reveal(), bench.clock.now);
    bench.clock.now = bench.clock.now.plus(Duration.ofMinutes(11));

    bench.resume(new Keyring(10));

    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("close");
    assertThat(bench.issuer.revocations).isEmpty();
  }
}
