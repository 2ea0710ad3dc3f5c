package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Action;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.OutcomeState;
import dev.straykey.model.RemediationState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalTest {
  @TempDir Path folder;
  private Bench bench;
  private final Lines key = Lines.of("one");
  private Plan plan;

  @BeforeEach
  void world() {
    bench = new Bench(folder);
    key.actions = List.of(Action.REVOKE, Action.APPROVAL, Action.TASK);
    key.automatic = false;
    key.approvers = List.of("u-2", "u-3");
    key.approvalsNeeded = 2;
    plan = Plan.of(List.of(key.line()), Bench.START, "u-9", "00000000");
    remediator().register(plan, key.keys());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Remediator remediator() {
    return bench.remediator(bench.store());
  }

  private Applied applied() {
    return remediator().applyApproved(plan, new Keyring(10), s -> {}).get(0);
  }

  private void approve(String person) {
    remediator().approvals().approve(plan.hash(), person, "jira:SEC-1", Bench.START);
  }

  @Test
  void aLaterProcessEndsAKeyThatEnoughPeopleApproved() {
    approve("u-2");
    approve("u-3");

    assertThat(applied().timeline().state()).isEqualTo(RemediationState.CLOSED);
    assertThat(bench.issuer.revocations).hasSize(1);
  }

  @Test
  void tooFewApprovalsEndNothing() {
    approve("u-2");

    var applied = applied();

    assertThat(bench.issuer.revocations).isEmpty();
    assertThat(applied.outcomes().get(0).state()).isEqualTo(OutcomeState.PENDING);
    assertThat(applied.outcomes().get(0).detail()).contains("1 of 2");
  }

  @Test
  void whoIsNotNamedDoesNotCount() {
    approve("u-2");
    approve("u-77");

    assertThat(applied().outcomes().get(0).detail()).contains("1 of 2");
  }

  @Test
  void whoStartedTheRunCannotApproveIt() {
    assertThatThrownBy(() -> approve("u-9"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-5021");
  }

  @Test
  void nobodyApprovesTwice() {
    approve("u-2");

    assertThatThrownBy(() -> approve("u-2")).hasMessageContaining("SK-5022");
  }

  @Test
  void oneRefusalStopsThePlan() {
    approve("u-2");
    remediator().approvals().refuse(plan.hash(), "u-3", "jira:SEC-1", Bench.START);

    assertThatThrownBy(this::applied).hasMessageContaining("SK-5023");
  }

  @Test
  void approvalOfOnePlanIsNoneOfAnother() {
    approve("u-2");
    approve("u-3");
    key.places = 2;
    plan = Plan.of(List.of(key.line()), Bench.START, "u-9", "00000000");

    assertThatThrownBy(this::applied).hasMessageContaining("SK-5020");
  }

  @Test
  void custodiansAreAskedAndTheNextIsToldWhenNobodyAnswersInTime() {
    key.approvers = List.of("u-2");
    key.approvalsNeeded = 1;
    bench.apply(List.of(key.line()), key.keys());
    assertThat(bench.notifier.told).hasSize(1);
    bench.clock.now = Bench.START.plusSeconds(2 * 86_400);
    var late = bench.resume(new Keyring(10)).get(0);

    assertThat(late.outcomes().get(0).state()).isEqualTo(OutcomeState.FAILED);
    assertThat(bench.notifier.told).hasSize(2);
    assertThat(bench.tracker.log.get("SEC-1")).containsExactly("comment");
  }
}
