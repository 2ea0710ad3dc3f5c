package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Action;
import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import dev.straykey.model.Keyring;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.RemediationState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people are told, where, and what they are not shown. */
class RemediatorPeopleTest extends RemediatorStage {
  private static String text(Brief brief) {
    return brief.title() + "\n" + brief.sections();
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
}
