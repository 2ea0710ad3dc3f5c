package dev.straykey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir Path folder;

  private Store open() {
    return Store.open("sqlite://" + folder.resolve("deep/s.db"));
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    open().close();

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("deep/s.db"))))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsWhatWasWrittenFromRunToRun() {
    try (var store = open()) {
      store.jdbi().useHandle(db -> db.execute("insert into heartbeat values ('x', 'now')"));
    }
    try (var store = open()) {
      assertThat(
              store
                  .jdbi()
                  .<String, RuntimeException>withHandle(
                      db -> db.createQuery("select at from heartbeat").mapTo(String.class).one()))
          .isEqualTo("now");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidNotOverwritten() throws IOException {
    var file = folder.resolve("notes.txt");
    Files.writeString(file, "these are notes, not a database at all ".repeat(50));

    assertThatThrownBy(() -> Store.open("sqlite://" + file))
        .isInstanceOf(ScannerException.class)
        .hasMessageContainingAll("SK-4001", "notes.txt");
    assertThat(file).content().startsWith("these are notes");
  }

  @Test
  void saysNoPasswordOfADatabaseThatDoesNotAnswer() {
    assertThatThrownBy(
            () ->
                Store.open(
                    "jdbc:postgresql://127.0.0.1:1/x?user=me&password=hush&connectTimeout=1"))
        .isInstanceOf(ScannerException.class)
        .hasMessageContaining("SK-4001")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void onlyOneHoldsALockAndTheNextGetsItAfterwards() {
    try (var first = open();
        var second = open()) {
      var held = first.lock("remediate", Duration.ZERO);

      assertThatThrownBy(() -> second.lock("remediate", Duration.ofMillis(20)))
          .hasMessageContaining("SK-4002");
      second.lock("other", Duration.ZERO).close();
      held.close();
      second.lock("remediate", Duration.ZERO).close();
    }
  }
}
