package dev.straykey.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

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
  void knowsEveryMigrationThatThereIs() throws IOException, URISyntaxException {
    var any = Migrations.class.getResource("/" + Migrations.FOLDER + "/" + Migrations.FILES.get(0));
    try (var files = Files.list(Path.of(Objects.requireNonNull(any).toURI()).getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Migrations.FILES);
    }
  }

  @Test
  void isNotMigratedTwice() throws IOException, SQLException {
    open().close();
    var database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("deep/s.db"));

    assertThat(Migrations.areDone(database)).isTrue();
  }

  @Test
  void getsTheTablesThatCameSinceItWasMade() {
    try (var store = open()) {
      store
          .jdbi()
          .useHandle(
              db -> {
                db.execute("drop table scan_memory");
                db.execute("delete from straykey_schema where version = '20'");
              });
    }
    try (var store = open()) {
      assertThat(
              store
                  .jdbi()
                  .<Integer, RuntimeException>withHandle(
                      db ->
                          db.createQuery("select count(*) from scan_memory")
                              .mapTo(Integer.class)
                              .one()))
          .isZero();
    }
  }

  @Test
  void isNotUsedWhenATableWasMadeByAnotherText() {
    try (var store = open()) {
      store
          .jdbi()
          .useHandle(
              db -> db.execute("update straykey_schema set checksum = 1 where version = '2'"));
    }

    assertThatThrownBy(this::open).hasMessageContaining("SK-4001");
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
