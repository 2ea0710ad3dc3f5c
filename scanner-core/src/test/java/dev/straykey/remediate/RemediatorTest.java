package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.evidence.ChainLog;
import dev.straykey.issuer.Issuer.Acceptance;
import dev.straykey.model.Action;
import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import dev.straykey.model.Keyring;
import dev.straykey.model.Needs;
import dev.straykey.model.Outcome;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemediatorTest {
  @TempDir Path folder;
  private Bench bench;
  private final Lines key = Lines.of("one");

  @BeforeEach
  void world() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Applied apply() {
    return bench.apply(List.of(key.line()), key.keys()).get(0);
  }

  private static Outcome outcome(Applied applied, Action action) {
    return applied.outcomes().stream().filter(o -> o.action() == action).findFirst().orElseThrow();
  }

  private static String text(Brief brief) {
    return brief.title() + "\n" + brief.sections();
  }

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
  void measuresTheWindowFromAcceptedToTheFirstOfTheAnswersThatProveDeath() {
    bench.issuer.delay = Duration.ofSeconds(7);

    var timeline = apply().timeline();

    assertThat(timeline.residualWindow()).isEqualTo(Duration.ofSeconds(10)); // looks at 5 and 10 s
    assertThat(timeline.detectionLag()).isEqualTo(Duration.ofHours(1));
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
  void goneAtTheIssuerIsNotDeadUntilTheKeyIsRefused() {
    bench.issuer.acceptance = Acceptance.GONE;

    var applied = apply();

    assertThat(applied.timeline().state()).isNotEqualTo(RemediationState.CLOSED);
    assertThat(applied.validity()).isEqualTo(Validity.ACTIVE);
  }

  @Test
  void asksTheIssuerForItsIdWhereTheRevocationNeedsOne() {
    bench.issuer.needs = Needs.ID;
    bench.issuer.introspects = true;

    assertThat(apply().timeline().state()).isEqualTo(RemediationState.CLOSED);
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
  void aKeyThatIsOnlySwitchedOffIsNotCalledDead() {
    key.actions = List.of(Action.DISABLE, Action.TASK);

    var applied = apply();

    assertThat(applied.timeline().state()).isEqualTo(RemediationState.DISABLED);
    assertThat(outcome(applied, Action.DISABLE).state()).isEqualTo(OutcomeState.DONE);
    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("comment");
  }

  @Test
  void aFailedMessageUndoesNothingGoesToTheLastResortAndIsTriedAgain() {
    bench.notifier.personsUnreachable = true;

    var applied = apply();
    assertThat(outcome(applied, Action.REVOKE).state()).isEqualTo(OutcomeState.DONE);
    assertThat(outcome(applied, Action.NOTIFY).state()).isEqualTo(OutcomeState.FAILED);
    assertThat(bench.notifier.told.get("M-1").channel()).isEqualTo("#security");
    bench.notifier.personsUnreachable = false;
    bench.clock.now = bench.clock.now.plusSeconds(600);
    bench.resume(new Keyring(10));

    assertThat(bench.notifier.told.get("M-2").person().id()).isEqualTo("u-1");
    assertThat(bench.status().get(0).timeline().state()).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void aTrackerThatIsDownGetsItsTaskLater() {
    bench.tracker.down = true;

    assertThat(outcome(apply(), Action.TASK).state()).isEqualTo(OutcomeState.FAILED);
    bench.tracker.down = false;
    bench.clock.now = bench.clock.now.plusSeconds(600);
    bench.resume(new Keyring(10));

    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("close");
  }

  @Test
  void tellsTheManagerOfWhoLeft() {
    key.person = Bench.person("u-1", PersonStatus.LEAVER, "u-2");
    bench.people.put("u-1", key.person);

    apply();

    assertThat(bench.notifier.told.get("M-1").person().id()).isEqualTo("u-2");
    assertThat(text(bench.notifier.texts.get("M-1").get(0))).contains("cannot be reached any more");
  }

  @Test
  void editsItsMessageWhenTheKeyIsDead() {
    bench.issuer.delay = Duration.ofSeconds(3);

    apply();

    assertThat(bench.notifier.texts.get("M-1")).hasSize(2);
    assertThat(text(bench.notifier.texts.get("M-1").get(0)))
        .contains("proof of its death is awaited");
    assertThat(text(bench.notifier.texts.get("M-1").get(1))).contains("proved dead");
  }

  @Test
  void leavesPlacesOutOfATrackerThatMorePeopleReadThanTheLeakWhileTheKeyLives() {
    bench.tracker.audience = Audience.ORGANISATION;
    key.audience = Audience.RESTRICTED;
    bench.issuer.delay = Duration.ofSeconds(3);

    apply();

    assertThat(text(bench.tracker.briefs.get(0))).doesNotContain("chat.acme.example");
    assertThat(text(bench.tracker.briefs.get(1))).contains("chat.acme.example");
  }

  @Test
  void listsFiftyPlacesAndCountsTheRest() {
    key.places = 70;

    apply();

    assertThat(text(bench.tracker.briefs.get(0))).contains("and 20 more");
  }

  @Test
  void noTextForPeopleHoldsTheKey() {
    apply();

    assertThat(bench.tracker.briefs).noneMatch(b -> text(b).contains(key.secret.reveal()));
    assertThat(bench.notifier.texts.get("M-1"))
        .noneMatch(b -> text(b).contains(key.secret.reveal()));
    assertThat(bench.steps).noneMatch(s -> s.toString().contains(key.secret.reveal()));
  }

  @Test
  void aClosedKeyThatIsSeenAtNewPlacesIsCommentedNotReopened() {
    apply();
    key.places = 3;

    apply();

    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("close", "comment");
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

  private int sealed() {
    return bench
        .store()
        .jdbi()
        .withHandle(
            db -> db.createQuery("select count(*) from sealed_key").mapTo(Integer.class).one());
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
