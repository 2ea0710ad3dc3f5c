package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is due next, over all keys of a run: keys are looked at interleaved, never one after the
 * other. Of what is due, what ends a key goes first, then looks, tasks and messages.
 */
final class Agenda {
  private static final Comparator<Item> ORDER =
      Comparator.comparing(Item::at).thenComparingInt(Item::rank).thenComparing(Item::id);
  private final TreeSet<Item> items = new TreeSet<>(ORDER);
  private final Map<String, Set<Item>> byKey = new HashMap<>();

  /**
   * @param rank 0 goes first of what is due
   * @param effect id of the effect to send; empty for a look at the key
   */
  record Item(Instant at, int rank, Fingerprint key, String effect) {
    String id() {
      return key.hex() + effect;
    }
  }

  /** Puts down, anew, all that is to be done about one key. */
  void put(Case c, List<Effect> effects, Predicate<Effect> ready) {
    var old = byKey.remove(c.fingerprint.hex());
    if (old != null) {
      items.removeAll(old);
    }
    var due = new TreeSet<>(ORDER);
    if (c.nextLookAt != null) {
      var situation = Situation.of(c, effects);
      boolean ends = situation == Situation.BEFORE || situation == Situation.BETWEEN;
      due.add(new Item(c.nextLookAt, ends ? 0 : 1, c.fingerprint, ""));
    }
    for (var effect : effects) {
      if (!effect.kind().endsKey()
          && !effect.settled()
          && effect.nextAt() != null
          && ready.test(effect)) {
        due.add(new Item(effect.nextAt(), effect.kind().rank(), c.fingerprint, effect.id()));
      }
    }
    items.addAll(due);
    byKey.put(c.fingerprint.hex(), due);
  }

  /** Returns the first in rank of what is due, else what is due next; null when nothing is. */
  @Nullable Item next(Instant now) {
    var due = items.headSet(new Item(now.plusNanos(1), -1, LOWEST, ""), false);
    return due.isEmpty()
        ? items.isEmpty() ? null : items.first()
        : due.stream().min(Comparator.comparingInt(Item::rank).thenComparing(ORDER)).orElseThrow();
  }

  private static final Fingerprint LOWEST = new Fingerprint("0".repeat(8), "0".repeat(64));

  /** Takes an item off, so that nothing is tried twice at the same moment. */
  void drop(Item item) {
    items.remove(item);
    var of = byKey.get(item.key().hex());
    if (of != null) {
      of.remove(item);
    }
  }
}
