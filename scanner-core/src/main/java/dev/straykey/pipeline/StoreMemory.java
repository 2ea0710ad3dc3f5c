package dev.straykey.pipeline;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScanMemory;
import dev.straykey.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The store's table of what was scanned before. */
final class StoreMemory implements ScanMemory, AutoCloseable {
  /** How long what was learnt under other rules is kept. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Store store;
  private final String believed;
  private final Clock clock;

  private StoreMemory(Store store, String believed, Clock clock) {
    this.store = store;
    this.believed = believed;
    this.clock = clock;
  }

  /**
   * Opens the store of a run.
   *
   * @throws InvalidInputException SK-1620 when it cannot be told whether the inventory is the same
   */
  static StoreMemory open(RunRequest request, Settings settings, Surroundings surroundings) {
    boolean database =
        request.inventory().stream().anyMatch(Configuration::isUrl)
            || settings.configuration.inventory().stream().anyMatch(Configuration::isUrl);
    if (database) {
      throw new InvalidInputException(
          "SK-1620",
          "--incremental cannot tell whether an inventory in a database is still the same",
          "Export it to a file and name that, or scan without --incremental");
    }
    return new StoreMemory(
        Store.open(settings.storeUrl()),
        digest(settings, surroundings.version()),
        surroundings.clock());
  }

  /** Anything that could make another finding of the same text makes another digest. */
  private static String digest(Settings settings, String version) {
    var parts = new TreeSet<String>();
    parts.add("version " + version);
    parts.add("rules " + settings.rules.digest());
    for (RunResult.Believed file : settings.believed) {
      parts.add("file " + file.sha256());
    }
    settings.fingerprintKeys.all().forEach(key -> parts.add("kid " + key.kid()));
    return Configuration.sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable String recall(String key) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select value from scan_memory where believed = :believed and item = :item")
                    .bind("believed", believed)
                    .bind("item", key)
                    .mapTo(String.class)
                    .findOne()
                    .orElse(null));
  }

  @Override
  public void remember(Map<String, String> values) {
    store
        .jdbi()
        .useTransaction(handle -> values.forEach((key, value) -> remember(handle, key, value)));
  }

  private void remember(Handle handle, String key, String value) {
    // What was remembered under rules that nobody has any more would stay for ever.
    handle
        .createUpdate(
            "delete from scan_memory where item = :item and (believed = :believed or at < :old)")
        .bind("believed", believed)
        .bind("item", key)
        .bind("old", clock.instant().minus(KEPT).toString())
        .execute();
    handle
        .createUpdate(
            "insert into scan_memory (believed, item, value, at)"
                + " values (:believed, :item, :value, :at)")
        .bind("believed", believed)
        .bind("item", key)
        .bind("value", value)
        .bind("at", clock.instant().toString())
        .execute();
  }

  @Override
  public void forget(String key) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "delete from scan_memory where believed = :believed and item = :item")
                    .bind("believed", believed)
                    .bind("item", key)
                    .execute());
  }

  @Override
  public void close() {
    store.close();
  }
}
