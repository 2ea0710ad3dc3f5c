package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.evidence.ChainLog;
import dev.straykey.model.Keyring;
import dev.straykey.model.RemediationState;
import dev.straykey.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same SQL on PostgreSQL. */
class PostgresIT {
  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static Store store;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    store = Store.open(postgres.getJdbcUrl("postgres", "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    postgres.close();
  }

  @Test
  void aKeyIsRevokedProvedAndClosed() {
    try (var bench = new Bench(folder, store)) {
      bench.issuer.delay = Duration.ofSeconds(3);
      var key = Lines.of("one");

      var applied = bench.apply(List.of(key.line()), key.keys());

      assertThat(applied.get(0).timeline().state()).isEqualTo(RemediationState.CLOSED);
      assertThat(bench.issuer.revocations).hasSize(1);
    }
  }

  @Test
  void aRunThatWasCutOffIsTakenUpWithoutARepetition() {
    for (int point = 10; point < 40; point += 3) {
      try (var bench = new Bench(folder, store)) {
        bench.crashAt = point;
        var key = Lines.of("one");
        assertThatThrownBy(() -> bench.apply(List.of(key.line()), key.keys()))
            .isInstanceOf(Bench.Crash.class);
        bench.restart();
        var resumed = bench.resume(new Keyring(10));

        assertThat(resumed).as("crash at point %d", point).hasSize(1);
        assertThat(bench.issuer.revocations).as("crash at point %d", point).hasSize(1);
        assertThat(bench.tracker.labels).hasSize(1);
        assertThat(bench.notifier.told).hasSize(1);
      }
    }
  }

  @Test
  void writersThatMeetMakeOneChain() {
    var log = new ChainLog(store);
    long before = ChainLog.verify(store).entries();

    IntStream.range(0, 40)
        .parallel()
        .forEach(i -> log.append(Bench.START, "step", null, Map.of("i", i)));

    assertThat(ChainLog.verify(store)).matches(v -> v.holds() && v.entries() == before + 40);
  }

  @Test
  void onlyOneHoldsALock() {
    try (var second = Store.open(postgres.getJdbcUrl("postgres", "postgres"))) {
      var held = store.lock("remediate", Duration.ZERO);

      assertThatThrownBy(() -> second.lock("remediate", Duration.ofMillis(20)))
          .hasMessageContaining("SK-4002");
      held.close();
      second.lock("remediate", Duration.ZERO).close();
    }
  }
}
