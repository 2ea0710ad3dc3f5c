package dev.straykey.remediate;

import dev.straykey.store.Store;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When unfinished work was last gone on with to its end, as the store remembers it. */
final class Heartbeat {
  private final Store store;

  Heartbeat(Store store) {
    this.store = store;
  }

  void beat(Instant at) {
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "insert into heartbeat (name, at) values ('resume', ?)"
                        + " on conflict (name) do update set at = excluded.at",
                    at.toString()));
  }

  /** Returns null when it never was. */
  @Nullable Instant last() {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select at from heartbeat where name = 'resume'")
                    .mapTo(String.class)
                    .findOne()
                    .map(Instant::parse)
                    .orElse(null));
  }
}
