package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.evidence.ChainLog;
import dev.straykey.model.Action;
import dev.straykey.model.Keyring;
import dev.straykey.model.RemediationState;
import dev.straykey.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies just before and just after every call and every entry of evidence. */
class CrashTest {
  @TempDir static Path folder;
  private static Store store;

  @BeforeAll
  static void open() {
    store = Store.open("sqlite://" + folder.resolve("straykey.db"));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private Lines line() {
    var line = Lines.of("one");
    line.actions = List.of(Action.REVOKE, Action.TASK, Action.NOTIFY);
    return line;
  }

  private static Bench bench() {
    var bench = new Bench(folder, store);
    bench.issuer.delay = Duration.ofSeconds(3);
    return bench;
  }

  private int points() {
    try (var bench = bench()) {
      var applied = bench.apply(List.of(line().line()), line().keys());
      assertThat(applied).hasSize(1);
      return bench.points;
    }
  }

  @Test
  void aCrashAtAnyPointLeavesOneRevocationOneTaskAndOneMessageOnceResumed() {
    int points = points();
    assertThat(points).isGreaterThan(40);
    for (int point = 0; point < points; point++) {
      try (var bench = bench()) {
        crash(bench, point);
        // What never reached the store is found by the next scan; the rest by resume alone.
        var again =
            bench.status().isEmpty()
                ? bench.apply(List.of(line().line()), line().keys())
                : bench.resume(new Keyring(10));
        assertThat(again).hasSizeLessThanOrEqualTo(1);
        holds(bench, "crash at point " + point);
      }
    }
  }

  @Test
  void aCrashWithinTheRecoveryOfACrashLosesAndRepeatsNothingEither() {
    int points = points();
    for (int point = 3; point < points; point += 9) {
      for (int second = 0; second < 12; second += 3) {
        try (var bench = bench()) {
          crash(bench, point);
          if (!bench.status().isEmpty()) {
            bench.crashAt = bench.points + second;
            try {
              bench.resume(new Keyring(10));
            } catch (Bench.Crash e) {
              assertThat(bench.points).as("crashed where it was meant to").isPositive();
            }
            bench.restart();
          }
          var last = bench.apply(List.of(line().line()), line().keys());
          assertThat(last).hasSize(1);
          holds(bench, "crash at points %d and %d".formatted(point, second));
        }
      }
    }
  }

  private void crash(Bench bench, int point) {
    bench.crashAt = point;
    assertThatThrownBy(() -> bench.apply(List.of(line().line()), line().keys()))
        .isInstanceOf(Bench.Crash.class);
    bench.restart();
  }

  private static void holds(Bench bench, String when) {
    assertThat(bench.issuer.revocations).as(when).hasSize(1);
    assertThat(bench.tracker.labels).as(when).hasSize(1);
    assertThat(bench.tracker.log.get("SEC-1")).as(when).contains("close");
    assertThat(bench.notifier.told).as(when).hasSize(1);
    assertThat(bench.status()).as(when).hasSize(1);
    assertThat(bench.status().get(0).timeline().state())
        .as(when)
        .isEqualTo(RemediationState.CLOSED);
    assertThat(bench.status().get(0).timeline().revokedAt()).as(when).isNotNull();
    assertThat(ChainLog.verify(bench.store()).holds()).as(when).isTrue();
  }
}
