package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.RemediationState;
import dev.straykey.model.WireName;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one run of a remediator shares: the tables, the issuers, and the one way to take a step. */
final class Run {
  final Room room;
  final Cases cases;
  final Outbox outbox;
  final Places places;
  final SealedKeys keys;
  final Keyring keyring;
  final IssuerDesk desk;

  /** Ids of effects that took effect in this run. */
  final Set<String> doneNow = new HashSet<>();

  private final Consumer<Step> progress;

  Run(Room room, Keyring keyring, Consumer<Step> progress) {
    this.room = room;
    this.cases = new Cases(room.store());
    this.outbox = new Outbox(room.store());
    this.places = new Places(room.store());
    this.keys = new SealedKeys(room.store(), room.seal());
    this.keyring = keyring;
    this.desk = new IssuerDesk(room.issuers(), keys, keyring);
    this.progress = progress;
  }

  Instant now() {
    return room.clock().instant();
  }

  /** Begins the facts of an entry. */
  static Facts facts() {
    return new Facts();
  }

  /** Facts by name; those that are not known are left out. */
  static final class Facts {
    private final Map<String, Object> known = new TreeMap<>();

    Facts with(String name, @Nullable Object value) {
      if (value != null) {
        known.put(name, value);
      }
      return this;
    }
  }

  /**
   * Takes a step: the changes, the row of the key and the evidence are committed together, or none
   * of them is. Whoever watches is told afterwards.
   */
  void step(Case c, Instant at, String type, String detail, Facts facts, Runnable changes) {
    room.store()
        .jdbi()
        .useTransaction(
            db -> {
              changes.run();
              facts.known.put("state", WireName.of(c.state));
              room.evidence()
                  .append(at, type, c.fingerprint.hex(), new LinkedHashMap<>(facts.known));
              closeWhenAllIsDone(c, at);
              cases.save(c, at);
            });
    progress.accept(new Step(at, c.fingerprint, c.title(), type, detail));
  }

  private void closeWhenAllIsDone(Case c, Instant at) {
    if (c.state == RemediationState.DEAD && effects(c).stream().allMatch(Effect::settled)) {
      c.state = RemediationState.CLOSED;
      room.evidence().append(at, "closed", c.fingerprint.hex(), Map.of());
    }
  }

  List<Effect> effects(Case c) {
    return outbox.of(c.fingerprint.hex());
  }

  @Nullable Effect effect(Case c, EffectKind kind) {
    return effects(c).stream().filter(e -> e.kind() == kind).findFirst().orElse(null);
  }

  /** Returns the key of the case's task; null while there is none. */
  @Nullable String task(Case c) {
    var opened = effect(c, EffectKind.TASK_OPEN);
    return opened == null || !opened.done() ? null : opened.reference();
  }

  /** Returns the case as the store has it now. */
  Case reload(Fingerprint fingerprint) {
    var c = cases.find(fingerprint);
    if (c == null) {
      throw new IllegalStateException("no transaction of key " + fingerprint.brief());
    }
    return c;
  }
}
