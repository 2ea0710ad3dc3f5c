package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Action;
import dev.straykey.model.Audience;
import dev.straykey.model.Keyring;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when nobody acts: the next person is told, and at last the widest leaks end. */
class DeadlinesTest {
  @TempDir Path folder;
  private Bench bench;
  private final Lines key = Lines.of("custodians");

  @BeforeEach
  void world() {
    bench = new Bench(folder);
    key.actions = List.of(Action.TASK, Action.NOTIFY, Action.APPROVAL);
    key.automatic = false;
    key.approvers = List.of("u-1", "u-3");
    key.approvalsNeeded = 2;
    key.audience = Audience.PUBLIC;
    key.validity = Validity.ACTIVE;
    key.deadline = Bench.START.plus(Duration.ofMinutes(15));
    key.endsUnanswered = true;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void apply() {
    assertThat(bench.apply(List.of(key.line()), key.keys())).hasSize(1);
  }

  /** What cron does: a quarter of an hour later, as often as is said. */
  private void quartersPass(int howMany) {
    for (int i = 0; i < howMany; i++) {
      bench.clock.now = bench.clock.now.plus(Duration.ofMinutes(15));
      assertThat(bench.resume(new Keyring(10))).hasSize(1);
    }
  }

  private List<String> told() {
    return bench.notifier.told.values().stream()
        .map(to -> to.person() == null ? String.valueOf(to.channel()) : to.person().id())
        .toList();
  }

  @Test
  void eachDeadlineThatPassesIsOnePersonMore() {
    apply();
    assertThat(told()).containsExactlyInAnyOrder("u-1", "u-3");

    quartersPass(1);
    assertThat(told()).hasSize(3).contains("u-2"); // the owner's manager
    quartersPass(1);

    assertThat(told()).hasSize(4).contains("#security");
  }

  @Test
  void aPublicKeyThatIsAliveEndsWhenNobodyAnsweredAtAll() {
    apply();

    quartersPass(2);
    assertThat(bench.issuer.revocations).as("somebody is still to answer").isEmpty();
    quartersPass(2);

    assertThat(bench.issuer.revocations).hasSize(1);
    assertThat(bench.status().get(0).timeline().state()).isEqualTo(RemediationState.CLOSED);
    assertThat(bench.evidence(key.fingerprint)).contains("unanswered");
  }

  @Test
  void aKeyThatOnlyTheOrganisationCanReadGoesOnWaiting() {
    key.audience = Audience.ORGANISATION;
    apply();

    quartersPass(80);

    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void aKeyThatIsDeadAlreadyIsNotRevoked() {
    bench.issuer.diesAt.put(key.secret.reveal(), Bench.START);
    key.validity = Validity.UNDETERMINED;
    apply();

    quartersPass(6);

    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void whatPolicyDoesNotSayDoesNotHappen() {
    key.endsUnanswered = false;
    apply();

    quartersPass(8);

    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void aProtectedKeyGoesOnWaiting() {
    key.isProtected = true;
    apply();

    quartersPass(8);

    assertThat(bench.issuer.revocations).isEmpty();
  }

  @Test
  void aboveALimitNothingEndsAndTheReasonIsKept() {
    bench.limits =
        lines ->
            lines.stream()
                .map(
                    l ->
                        new PlanLine(
                            l.finding(), l.attribution(), l.decision().hold("too many at once")))
                .toList();
    apply();

    quartersPass(8);

    assertThat(bench.issuer.revocations).isEmpty();
    assertThat(bench.evidence(key.fingerprint)).contains("unanswered-held");
  }
}
