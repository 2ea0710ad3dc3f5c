package dev.straykey.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.InvalidInputException;
import dev.straykey.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The inventory in the store. An import is staged beside what is there and takes its place in one
 * transaction at the end; a crash before that changes nothing.
 */
public final class InventoryStore {
  private static final int BATCH = 5_000;
  private static final String NAME = "store";

  private final Store store;

  public InventoryStore(Store store) {
    this.store = store;
  }

  /**
   * Replaces the stored inventory by this one.
   *
   * @return how many records there are now
   * @throws InvalidInputException SK-1312 when another import ran meanwhile; nothing has changed
   */
  public int importAll(Inventory inventory, Instant now) {
    String id = UUID.randomUUID().toString();
    Instant exported = inventory.asOf();
    store
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("insert into inventory_import values (:id, :now, :exported, 0)")
                    .bind("id", id)
                    .bind("now", now.toString())
                    .bind("exported", exported == null ? null : exported.toString())
                    .execute());
    int records = inventory.records().size();
    for (int from = 0; from < records; from += BATCH) {
      stage(id, from, inventory.records().subList(from, Math.min(records, from + BATCH)));
    }
    store.jdbi().useTransaction(h -> swap(h, id, records));
    return records;
  }

  private void stage(String id, int from, List<dev.straykey.model.KeyRecord> records) {
    store
        .jdbi()
        .useTransaction(
            h -> {
              try (var batch =
                  h.prepareBatch("insert into inventory_record values (:id, :position, :line)")) {
                for (int i = 0; i < records.size(); i++) {
                  batch
                      .bind("id", id)
                      .bind("position", from + i)
                      .bind("line", InventoryLines.line(records.get(i)))
                      .add();
                }
                batch.execute();
              }
            });
  }

  private static void swap(Handle h, String id, int records) {
    h.createUpdate("update inventory_import set current = 0 where id <> :id")
        .bind("id", id)
        .execute();
    int mine =
        h.createUpdate("update inventory_import set current = 1 where id = :id")
            .bind("id", id)
            .execute();
    int staged =
        h.createQuery("select count(*) from inventory_record where import_id = :id")
            .bind("id", id)
            .mapTo(Integer.class)
            .one();
    if (mine != 1 || staged != records) {
      throw new InvalidInputException(
          "SK-1312",
          "Another import ran at the same time; this one, of %d records, had no effect"
              .formatted(records),
          "Import again, one at a time");
    }
    h.createUpdate("delete from inventory_record where import_id <> :id").bind("id", id).execute();
    h.createUpdate("delete from inventory_import where id <> :id").bind("id", id).execute();
  }

  /**
   * Returns the stored inventory; {@link Inventory#EMPTY} when nothing was ever imported. It is as
   * old as its export, else as its import.
   *
   * @throws InvalidInputException as {@link InventoryFiles#read}, with the record's number for a
   *     line
   */
  public Inventory load(FingerprintKeys keys, Instant now) {
    return store.jdbi().inTransaction(h -> load(h, keys)); // PostgreSQL streams only within one
  }

  private static Inventory load(Handle h, FingerprintKeys keys) {
    var current =
        h.createQuery("select id, imported_at, exported_at from inventory_import where current = 1")
            .map((row, context) -> new Import(row.getString(1), row.getString(2), row.getString(3)))
            .findOne();
    if (current.isEmpty()) {
      return Inventory.EMPTY;
    }
    var reader = new RecordReader(keys);
    var into = new InventoryBuilder(NAME);
    try (var lines =
        h
            .createQuery(
                "select line from inventory_record where import_id = :id order by position")
            .bind("id", current.get().id)
            .setFetchSize(BATCH)
            .mapTo(String.class)
            .stream()) {
      lines.forEach(
          line -> {
            var place = new Place(NAME, into.size() + 1);
            byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
            JsonNode node = ByteLines.parse(utf8, utf8.length, place);
            into.add(reader.record(node, place), keys.all());
          });
    }
    return into.build(current.get().asOf(), true);
  }

  private record Import(String id, String importedAt, @Nullable String exportedAt) {
    Instant asOf() {
      return Instant.parse(exportedAt == null ? importedAt : exportedAt);
    }
  }
}
