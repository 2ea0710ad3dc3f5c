package dev.straykey.inventory;

import static dev.straykey.inventory.Samples.KEYS;
import static dev.straykey.inventory.Samples.NOW;
import static dev.straykey.inventory.Samples.inventory;
import static dev.straykey.inventory.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import dev.straykey.store.Store;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every database. */
abstract class InventoryStoreContract {
  abstract Store store();

  private InventoryStore inventories() {
    return new InventoryStore(store());
  }

  @BeforeEach
  void empty() {
    store().jdbi().useHandle(h -> h.execute("delete from inventory_import"));
    store().jdbi().useHandle(h -> h.execute("delete from inventory_record"));
  }

  @Test
  void returnsWhatWasImportedInItsOrder() {
    var imported = inventory(line("b", 1, ", \"name\": \"ü…\""), line("a", 2, ""));
    assertThat(inventories().importAll(imported, NOW)).isEqualTo(2);
    assertThat(inventories().load(KEYS, NOW).records()).isEqualTo(imported.records());
  }

  @Test
  void holdsNoInventoryBeforeAnImport() {
    assertThat(inventories().load(KEYS, NOW).given()).isFalse();
  }

  @Test
  void replacesTheImportBefore() {
    inventories().importAll(inventory(line("a", 1, ""), line("b", 2, "")), NOW);
    inventories().importAll(inventory(line("c", 3, "")), NOW);
    assertThat(inventories().load(KEYS, NOW).records())
        .extracting(r -> r.id())
        .containsExactly("c");
  }

  @Test
  void keepsMoreThanOneBatch() {
    String[] lines =
        IntStream.range(0, 6_001).mapToObj(i -> line("k" + i, i, "")).toArray(String[]::new);
    inventories().importAll(inventory(lines), NOW);
    assertThat(inventories().load(KEYS, NOW).records()).hasSize(6_001);
  }

  @Test
  void isFreshForADayAfterAnImportThatNamesNoExport() {
    inventories().importAll(inventory(line("a", 1, "")), NOW);
    var loaded = inventories().load(KEYS, NOW);
    assertThat(loaded.fresh(NOW.plus(Duration.ofHours(23)))).isTrue();
    assertThat(loaded.fresh(NOW.plus(Duration.ofHours(25)))).isFalse();
  }

  @Test
  void isAsOldAsItsExportHoweverLateItIsImported() {
    inventories().importAll(Samples.fresh(line("a", 1, "")), NOW.plus(Duration.ofDays(3)));
    assertThat(inventories().load(KEYS, NOW).fresh(NOW.plus(Duration.ofDays(3)))).isFalse();
  }

  @Test
  void doesNotSeeAnImportThatNeverEnded() {
    inventories().importAll(inventory(line("a", 1, "")), NOW);
    store()
        .jdbi()
        .useHandle(
            h -> {
              h.execute(
                  "insert into inventory_import values ('x', '2026-11-20T00:00:00Z', null, 0)");
              h.execute("insert into inventory_record values ('x', 0, ?)", line("b", 2, ""));
            });
    assertThat(inventories().load(KEYS, NOW).records())
        .extracting(r -> r.id())
        .containsExactly("a");
  }

  @Test
  void refusesAKidThatIsNotAtHand() {
    inventories().importAll(inventory(line("a", 1, "")), NOW);
    var others = FingerprintKeys.of(java.util.List.of(Samples.OLD_KEY));
    assertThatThrownBy(() -> inventories().load(others, NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1307", Samples.KEY.kid(), Samples.OLD_KEY.kid());
  }
}
