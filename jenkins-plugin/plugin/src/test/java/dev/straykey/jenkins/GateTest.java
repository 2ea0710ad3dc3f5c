package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.AgentResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private final ScanOptions options = new ScanOptions();

  private static AgentResult result(boolean complete, String failOn) {
    return new AgentResult(List.of(), complete, true, true, failOn, 1, 1, List.of(), List.of());
  }

  private static Row row(String status, boolean fresh, boolean counts) {
    var row = new Row();
    row.status = status;
    row.fresh = fresh;
    row.counts = counts;
    return row;
  }

  private Gate gate(Row... rows) {
    return Gate.of(result(true, options.failOn), List.of(rows), options, false);
  }

  @Test
  void aCleanScanPasses() {
    assertThat(gate().verdict()).isEqualTo(Gate.Verdict.SUCCESS);
  }

  @Test
  void anyKeyFailsByDefault() {
    assertThat(gate(row("not-ours", true, true)).verdict()).isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void anAcceptedKeyDoesNotFail() {
    assertThat(gate(row("not-ours", true, false)).verdict()).isEqualTo(Gate.Verdict.SUCCESS);
  }

  @Test
  void oursAloneFailsWhereThatIsAsked() {
    options.failOn = "ours";

    assertThat(gate(row("not-ours", true, true)).verdict()).isEqualTo(Gate.Verdict.SUCCESS);
    assertThat(gate(row("ours", true, true)).verdict()).isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void unstableIsMilderThanFailure() {
    options.failOn = "ours";
    options.unstableOn = "any";

    assertThat(gate(row("not-ours", true, true)).verdict()).isEqualTo(Gate.Verdict.UNSTABLE);
  }

  @Test
  void aKeyThatWasThereDoesNotFailWhereOnlyNewOnesMay() {
    options.onlyNew = true;

    assertThat(gate(row("ours", false, true)).verdict()).isEqualTo(Gate.Verdict.SUCCESS);
    assertThat(gate(row("ours", true, true)).verdict()).isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void anIncompleteScanIsNoCleanOne() {
    assertThat(Gate.of(result(false, "any"), List.of(), options, false).verdict())
        .isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void aScannedTreeCanBeStricter() {
    options.failOn = "none";

    var rows = List.of(row("not-ours", true, true));
    assertThat(Gate.of(result(true, "any"), rows, options, false).verdict())
        .isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void everyKeyOfAForkStandsForOurs() {
    options.failOn = "ours";

    var rows = List.of(row("not-checked", true, true));
    assertThat(Gate.of(result(true, "ours"), rows, options, true).verdict())
        .isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void theCountsAreNumbersThatAPipelineMayRead() {
    assertThat(gate(row("ours", true, true), row("not-ours", false, true)).counts())
        .containsEntry("found", 2)
        .containsEntry("ours", 1)
        .containsEntry("fresh", 1)
        .containsEntry("complete", true);
  }
}
