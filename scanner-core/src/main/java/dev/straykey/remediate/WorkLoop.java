package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Does what is due about some keys, the first in rank first, until nothing is left in time. */
final class WorkLoop {
  private final Run run;

  WorkLoop(Run run) {
    this.run = run;
  }

  /** Returns once nothing is due by {@code end}, or the thread is interrupted. */
  void work(Set<Fingerprint> keys, Instant end) {
    var looks = new Looks(run);
    var errands = new Errands(run);
    var agenda = new Agenda();
    for (var key : keys) {
      var c = run.reload(key);
      agenda.put(c, run.effects(c), e -> errands.ready(c, e));
    }
    while (true) {
      var now = run.now();
      var item = agenda.next(now);
      if (item == null || (item.at().isAfter(now) && item.at().isAfter(end))) {
        return;
      }
      if (item.at().isAfter(now)) {
        if (!sleep(Duration.between(now, item.at()))) {
          return;
        }
        continue;
      }
      var c = run.reload(item.key());
      var changed = new LinkedHashSet<>(Set.of(item.key()));
      if (item.effect().isEmpty() && run.desk.tripped(c)) {
        agenda.drop(item); // left alone for the rest of the run; due again in the next
        continue;
      }
      if (item.effect().isEmpty()) {
        looks.due(c);
      } else {
        run.effects(c).stream()
            .filter(e -> e.id().equals(item.effect()) && !e.settled())
            .findFirst()
            .ifPresent(e -> changed.addAll(errands.due(c, e)));
      }
      changed.retainAll(keys);
      for (var key : changed) {
        var after = run.reload(key);
        agenda.put(after, run.effects(after), e -> errands.ready(after, e));
      }
    }
  }

  private boolean sleep(Duration duration) {
    try {
      run.room.sleeper().sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
