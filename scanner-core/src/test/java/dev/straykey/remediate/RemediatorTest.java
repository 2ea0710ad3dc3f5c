package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.evidence.ChainLog;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.model.Action;
import dev.straykey.model.Keyring;
import dev.straykey.model.Needs;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How keys are ended at their issuer, and when that is left to a person. */
class RemediatorTest extends RemediatorStage {
  @Test
  void revokesProvesTellsAndClosesInOneRun() {
    var applied = apply();

    assertThat(applied.outcomes()).extracting(Outcome::state).containsOnly(OutcomeState.DONE);
    assertThat(applied.validity()).isEqualTo(Validity.DEAD);
    assertThat(applied.timeline().state()).isEqualTo(RemediationState.CLOSED);
    assertThat(bench.issuer.revocations).hasSize(1);
    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("close");
    assertThat(bench.notifier.told.get("M-1").person().id()).isEqualTo("u-1");
  }

  @Test
  void aSecondApplyChangesNothingAndCallsNobody() {
    apply();
    int calls = bench.points;
    int evidence = bench.evidence(key.fingerprint).size();

    var again = apply();

    assertThat(again.outcomes()).extracting(Outcome::state).containsOnly(OutcomeState.ALREADY_DONE);
    assertThat(bench.evidence(key.fingerprint)).hasSize(evidence + 1).endsWith("seen-again");
    assertThat(bench.points - calls).as("only the one entry of evidence").isEqualTo(2);
  }

  @Test
  void aRevocationWhoseAnswerNeverCameIsSettledByLooking() {
    bench.issuer.answersRevocation = false;

    var applied = apply();

    assertThat(bench.issuer.revocations).hasSize(1);
    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.DONE);
  }

  @Test
  void aRevocationThatWasLostIsSentAgainAfterTheDocumentedDelay() {
    bench.issuer.answersRevocation = false;
    bench.issuer.takesRevocation = false;
    bench.issuer.documented = Duration.ofSeconds(25);

    bench.issuer.answers =
        () -> {
          if (bench.clock.now.isAfter(Bench.START.plusSeconds(20))) {
            bench.issuer.answersRevocation = true;
            bench.issuer.takesRevocation = true;
          }
          var dies = bench.issuer.diesAt.get(key.secret.reveal());
          return dies == null ? Validity.ACTIVE : Validity.DEAD;
        };
    var applied = apply();

    assertThat(bench.issuer.revocations).hasSize(2);
    assertThat(applied.timeline().revokedAt()).isEqualTo(Bench.START.plusSeconds(25));
    assertThat(applied.timeline().state()).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void anIssuerThatIsDownMakesNothingDeadAndIsLeftAloneAfterThreeAnswers() {
    bench.issuer.down = true;

    var applied = apply();

    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.UNDETERMINED);
    assertThat(bench.issuer.looks).isEqualTo(3);
    assertThat(bench.tracker.log).as("people are told all the same").hasSize(1);
    bench.issuer.down = false;
    bench.clock.now = bench.clock.now.plusSeconds(3600);
    assertThat(bench.resume(new Keyring(10)).get(0).timeline().state())
        .isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void aRefusalOfTheIssuerFailsAndIsTriedAgainLater() {
    bench.issuer.acceptance = Acceptance.REFUSED;

    var applied = apply();
    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.FAILED);
    bench.issuer.acceptance = Acceptance.ACCEPTED;
    bench.clock.now = bench.clock.now.plus(Duration.ofHours(1));
    bench.resume(new Keyring(10));

    assertThat(bench.status().get(0).timeline().state()).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void asksTheIssuerForItsIdWhereTheRevocationNeedsOne() {
    bench.issuer.needs = Needs.ID;
    bench.issuer.introspects = true;

    assertThat(apply().timeline().state()).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void leavesAKeyToAPersonThatItsIssuersListDoesNotTell() {
    bench.issuer.needs = Needs.ID;
    bench.issuer.introspects = true;
    bench.issuer.introspectedId = null;
    bench.issuer.withoutId = "more than one key in its issuer's list fits it";

    assertThat(outcome(apply(), Action.REVOKE).detail()).contains("not at hand", "more than one");
    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void asksAgainForAListThatWasNotAnswered() {
    bench.issuer.needs = Needs.ID;
    bench.issuer.introspects = true;
    bench.issuer.introspectedId = null;
    bench.issuer.withoutId = "no answer";
    bench.issuer.mayTellId = true;
    apply();
    bench.issuer.introspectedId = "id-1";
    bench.clock.now = bench.clock.now.plus(Duration.ofMinutes(2));

    bench.resume(new Keyring(10));

    assertThat(bench.status().get(0).timeline().state()).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void doesNotActWhereIssuerAndInventoryDisagreeWhoseKeyItIs() {
    bench.issuer.introspects = true;
    key.keyId = "id-of-another";

    var applied = apply();

    assertThat(bench.issuer.revocations).isEmpty();
    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.REFUSED);
    assertThat(outcome(applied, Action.REVOKE).detail()).contains("another key");
  }

  @Test
  void doesNotActWhereMoreThanThisKeyWouldEnd() {
    bench.issuer.effect = dev.straykey.model.Effect.SIBLINGS;

    assertThat(outcome(apply(), Action.REVOKE).detail()).contains("siblings");
    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void aHeldRevocationIsRefusedWithItsReasonAndStillGetsATask() {
    key.held = List.of("more than 10 keys in one run");
    key.automatic = false;

    var applied = apply();

    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.REFUSED);
    assertThat(outcome(applied, Action.REVOKE).detail())
        .isEqualTo("held: more than 10 keys in one run");
    assertThat(outcome(applied, Action.TASK).reference()).isEqualTo("SEC-1");
    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void switchesOffFirstWherePolicySaysSo() {
    key.actions = List.of(Action.DISABLE, Action.REVOKE);

    var applied = apply();

    assertThat(bench.issuer.disablings).hasSize(1);
    assertThat(bench.issuer.revocations).hasSize(1);
    assertThat(applied.timeline().state()).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void keysAreLookedAtInterleavedNotOneAfterTheOther() {
    bench.issuer.delay = Duration.ofSeconds(25);
    var lines = new ArrayList<Lines>();
    for (int i = 0; i < 8; i++) {
      lines.add(Lines.of("key" + i));
    }

    var applied =
        bench.apply(
            lines.stream().map(Lines::line).toList(), Lines.keys(lines.toArray(Lines[]::new)));

    assertThat(applied).allMatch(a -> a.timeline().state() == RemediationState.CLOSED);
    assertThat(Duration.between(Bench.START, bench.clock.now)).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void theChainOfEvidenceHoldsAndNamesEveryStep() {
    bench.issuer.delay = Duration.ofSeconds(1);
    apply();

    assertThat(bench.evidence(key.fingerprint))
        .containsSubsequence(
            "found",
            "attributed",
            "decided",
            "probe-alive",
            "revoke-sent",
            "revoke-accepted",
            "task-opened",
            "notified",
            "probe-dead",
            "dead",
            "task-closed",
            "message-updated",
            "closed");
    assertThat(ChainLog.verify(bench.store()).holds()).isTrue();
  }

  @Test
  void resumeLeavesAHeartbeat() {
    var remediator = bench.remediator(bench.store());
    assertThat(remediator.heartbeat()).isNull();

    var nothing = remediator.resume(new Keyring(1), lines -> lines, s -> {});

    assertThat(nothing).isEmpty();
    assertThat(remediator.heartbeat()).isEqualTo(Bench.START);
  }
}
