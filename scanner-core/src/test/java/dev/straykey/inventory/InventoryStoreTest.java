package dev.straykey.inventory;

import dev.straykey.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class InventoryStoreTest extends InventoryStoreContract {
  private static Store store;

  @BeforeAll
  static void open(@TempDir Path folder) {
    store = Store.open("sqlite://" + folder.resolve("straykey.db"));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  Store store() {
    return store;
  }
}
