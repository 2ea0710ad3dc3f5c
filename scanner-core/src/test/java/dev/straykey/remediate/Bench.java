package dev.straykey.remediate;

import dev.straykey.evidence.ChainLog;
import dev.straykey.evidence.EvidenceLog;
import dev.straykey.issuer.Capability;
import dev.straykey.issuer.Introspection;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.IssuerUnavailableException;
import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Keyring;
import dev.straykey.model.Needs;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import dev.straykey.notifier.Notifier;
import dev.straykey.notifier.NotifierException;
import dev.straykey.store.Store;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.TrackerException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  final FakeIssuer issuer = new FakeIssuer();
  final FakeTracker tracker = new FakeTracker();
  final FakeNotifier notifier = new FakeNotifier();
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

  private <T> T call(Supplier<T> effect) {
    point();
    T answer = effect.get();
    point();
    return answer;
  }

  static final class HandClock extends Clock {
    Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
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

  /** Keys live until they are revoked and {@link #delay} has passed. */
  final class FakeIssuer implements Issuer {
    /** When each revoked key, by its clear text, stops working. */
    final Map<String, Instant> diesAt = new LinkedHashMap<>();

    final List<String> revocations = new ArrayList<>();
    final List<String> disablings = new ArrayList<>();
    int looks;
    Duration delay = Duration.ZERO;
    Duration documented = Duration.ZERO;
    dev.straykey.model.Effect effect = dev.straykey.model.Effect.THIS_KEY;
    Needs needs = Needs.VALUE;
    Acceptance acceptance = Acceptance.ACCEPTED;
    boolean down;
    boolean answersRevocation = true;
    boolean takesRevocation = true;
    boolean introspects;
    boolean reads;
    @Nullable String introspectedId = "id-1";
    @Nullable String introspectedTenant;
    @Nullable Supplier<Validity> answers;

    @Override
    public String id() {
      return "acme";
    }

    @Override
    public @Nullable Capability capability(Verb verb, Handle key) {
      return switch (verb) {
        case VERIFY ->
            new Capability(dev.straykey.model.Effect.THIS_KEY, false, Needs.VALUE, Duration.ZERO);
        case INTROSPECT ->
            introspects
                ? new Capability(
                    dev.straykey.model.Effect.THIS_KEY, false, Needs.VALUE, Duration.ZERO)
                : null;
        case READ ->
            reads
                ? new Capability(dev.straykey.model.Effect.THIS_KEY, false, Needs.ID, Duration.ZERO)
                : null;
        case REVOKE -> new Capability(effect, false, needs, documented);
        case DISABLE -> new Capability(effect, true, needs, documented);
      };
    }

    private String name(Handle key) {
      return key.secret() == null ? "id:" + key.keyId() : key.secret().reveal();
    }

    private void unavailable() {
      throw new IssuerUnavailableException(
          "acme", URI.create("https://acme.example/"), "HTTP 503", null);
    }

    @Override
    public Introspection introspect(Handle key) {
      return call(
          () -> {
            if (down) {
              unavailable();
            }
            return new Introspection(
                state(name(key)),
                introspectedId,
                introspectedTenant,
                KeyScope.USER,
                null,
                null,
                List.of());
          });
    }

    private Validity state(String name) {
      var dies = diesAt.get(name);
      return dies != null && !clock.now.isBefore(dies) ? Validity.DEAD : Validity.ACTIVE;
    }

    @Override
    public Validity verify(Handle key) {
      return call(
          () -> {
            looks++;
            if (down) {
              unavailable();
            }
            var answer = answers == null ? state(name(key)) : answers.get();
            if (answer == Validity.UNDETERMINED) {
              unavailable();
            }
            return answer;
          });
    }

    @Override
    public Validity read(Handle key) {
      return call(
          () -> {
            looks++;
            return diesAt.values().stream().anyMatch(t -> !clock.now.isBefore(t))
                ? Validity.DEAD
                : Validity.ACTIVE;
          });
    }

    @Override
    public Acceptance revoke(Handle key) {
      return end(key, revocations);
    }

    @Override
    public Acceptance disable(Handle key) {
      return end(key, disablings);
    }

    private Acceptance end(Handle key, List<String> calls) {
      return call(
          () -> {
            if (down) {
              unavailable();
            }
            calls.add(name(key));
            if (takesRevocation && acceptance == Acceptance.ACCEPTED) {
              diesAt.putIfAbsent(name(key), clock.now.plus(delay));
            }
            if (!answersRevocation) {
              unavailable();
            }
            return acceptance;
          });
    }
  }

  final class FakeTracker implements Tracker {
    final Map<String, String> labels = new LinkedHashMap<>();
    final Map<String, List<String>> log = new LinkedHashMap<>();
    final List<Brief> briefs = new ArrayList<>();
    Audience audience = Audience.RESTRICTED;
    boolean down;

    @Override
    public String id() {
      return "fake";
    }

    @Override
    public Audience audience() {
      return audience;
    }

    @Override
    public Optional<String> find(String label) {
      return call(
          () ->
              labels.entrySet().stream()
                  .filter(e -> e.getValue().equals(label))
                  .map(Map.Entry::getKey)
                  .findFirst());
    }

    @Override
    public String open(
        Brief brief, String label, @Nullable String assignee, @Nullable LocalDate due) {
      return call(
          () -> {
            refuseWhenDown();
            String task = "SEC-" + (labels.size() + 1);
            labels.put(task, label);
            log.put(task, new ArrayList<>());
            briefs.add(brief);
            return task;
          });
    }

    @Override
    public void comment(String task, Brief brief) {
      write(task, "comment", brief);
    }

    @Override
    public void close(String task, Brief brief) {
      write(task, "close", brief);
    }

    @Override
    public void reopen(String task, Brief brief) {
      write(task, "reopen", brief);
    }

    private void write(String task, String what, Brief brief) {
      boolean done =
          call(
              () -> {
                refuseWhenDown();
                briefs.add(brief);
                return log.get(task).add(what);
              });
      if (!done) {
        throw new IllegalStateException();
      }
    }

    private void refuseWhenDown() {
      if (down) {
        throw new TrackerException("fake", "HTTP 503", false, null);
      }
    }
  }

  final class FakeNotifier implements Notifier {
    final Map<String, String> tokens = new LinkedHashMap<>();
    final Map<String, Recipient> told = new LinkedHashMap<>();
    final Map<String, List<Brief>> texts = new LinkedHashMap<>();
    boolean down;
    boolean personsUnreachable;

    @Override
    public String id() {
      return "fake";
    }

    @Override
    public String send(Recipient to, Brief brief, String token) {
      return call(
          () -> {
            if (down || (personsUnreachable && to.person() != null)) {
              throw new NotifierException("fake", "HTTP 503", false, null);
            }
            String message = "M-" + (tokens.size() + 1);
            tokens.put(message, token);
            told.put(message, to);
            texts.put(message, new ArrayList<>(List.of(brief)));
            return message;
          });
    }

    @Override
    public Optional<String> find(Recipient to, String token) {
      return call(
          () ->
              tokens.entrySet().stream()
                  .filter(e -> e.getValue().equals(token))
                  .map(Map.Entry::getKey)
                  .findFirst());
    }

    @Override
    public void update(String message, Brief brief) {
      boolean done = call(() -> texts.get(message).add(brief));
      if (!done) {
        throw new IllegalStateException();
      }
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
