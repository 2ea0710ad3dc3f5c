package dev.straykey.inventory;

import dev.straykey.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class InventoryStoreIT extends InventoryStoreContract {
  private static EmbeddedPostgres postgres;
  private static Store store;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    store = Store.open(postgres.getJdbcUrl("postgres", "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    postgres.close();
  }

  @Override
  Store store() {
    return store;
  }
}
