package dev.straykey.remediate;

import dev.straykey.evidence.ChainLog;
import dev.straykey.evidence.EvidenceLog;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world around a remediator, as far as its ports go: an issuer, a tracker and a notifier that
 * remember, and a clock that only runs when somebody sleeps. Every call can crash the process, just
 * before it or just after.
 */
final class Bench implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  /** The process dies: nothing of ours may catch it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  final HandClock clock = new HandClock();
  final FakeIssuer issuer = new FakeIssuer(this);
  final FakeTracker tracker = new FakeTracker(this);
  final FakeNotifier notifier = new FakeNotifier(this);
  final Map<String, Person> people = new LinkedHashMap<>();
  final List<Step> steps = new ArrayList<>();
  final Path folder;
  Duration patience = Duration.ofSeconds(60);
  @Nullable String lastResort = "#security";
  boolean sealing = true;
  java.util.function.UnaryOperator<List<PlanLine>> limits = lines -> lines;

  /** At which point of the world the process dies; -1 for never. */
  int crashAt = -1;

  int points;

  Bench(Path folder) {
    this(folder, null, true);
  }

  private Bench(Path folder, @Nullable Store store, boolean ownsStore) {
    this.folder = folder;
    this.store = store;
    this.ownsStore = ownsStore;
    people.put("u-1", person("u-1", PersonStatus.ACTIVE, "u-2"));
    people.put("u-2", person("u-2", PersonStatus.ACTIVE, null));
    people.put("u-3", person("u-3", PersonStatus.ACTIVE, null));
  }

  static Person person(String id, PersonStatus status, @Nullable String manager) {
    return new Person(id, "Person " + id, id + "@acme.example", null, manager, null, status, null);
  }

  private final boolean ownsStore;
  private @Nullable Store store;

  /** A world on a store that outlives it, emptied of what an earlier world left in it. */
  Bench(Path folder, Store store) {
    this(folder, store, false);
    store
        .jdbi()
        .useTransaction(
            db -> {
              for (String table :
                  List.of("outbox", "remediation_place", "sealed_key", "remediation")) {
                db.execute("delete from " + table);
              }
            });
  }

  Store store() {
    if (store == null) {
      store = Store.open("sqlite://" + folder.resolve("straykey.db"));
    }
    return store;
  }

  /** Goes on as a new process would: with nothing but what was committed. */
  void restart() {
    crashAt = -1;
  }

  @Override
  public void close() {
    if (store != null && ownsStore) {
      store.close();
      store = null;
    }
  }

  Remediator remediator(Store store) {
    return new Remediator(
        new Room(
            store,
            new CrashingLog(new ChainLog(store)),
            Map.of("acme", issuer),
            tracker,
            notifier,
            lastResort,
            p ->
                p.status() == PersonStatus.ACTIVE
                    ? p
                    : p.manager() == null ? null : people.get(p.manager()),
            people::get,
            clock,
            duration -> clock.now = clock.now.plus(duration),
            patience,
            sealing ? Seal.open(folder) : null));
  }

  List<Applied> apply(List<PlanLine> lines, Keyring keys) {
    return remediator(store()).apply(lines, keys, steps::add);
  }

  List<Applied> resume(Keyring keys) {
    return remediator(store()).resume(keys, limits, steps::add);
  }

  private void point() {
    if (points++ == crashAt) {
      throw new Crash();
    }
  }

  /** Does something that the process may not live to begin, or to see the end of. */
  <T> T call(Supplier<T> effect) {
    point();
    T answer = effect.get();
    point();
    return answer;
  }

  final class CrashingLog implements EvidenceLog {
    private final EvidenceLog log;

    CrashingLog(EvidenceLog log) {
      this.log = log;
    }

    @Override
    public String append(
        Instant at, String type, @Nullable String fingerprint, Map<String, ?> facts) {
      return call(() -> log.append(at, type, fingerprint, facts));
    }

    @Override
    public @Nullable String head() {
      return log.head();
    }
  }

  /** The evidence types about one key, in order. */
  List<String> evidence(Fingerprint key) {
    return store()
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select type from evidence where fingerprint = ? order by seq")
                    .bind(0, key.hex())
                    .mapTo(String.class)
                    .list());
  }

  List<Status> status() {
    return remediator(store()).status();
  }
}
