package dev.straykey.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The database that remembers between runs. SQLite in a local file, or PostgreSQL.
 *
 * <p>Tables come from {@code db/migration/V<n>__<room>.sql}, in SQL that both understand: ids are
 * texts, times are ISO-8601 texts in UTC, booleans are 0 and 1.
 *
 * <p>Thread-safe. Within {@code jdbi().useTransaction}, further use of {@code jdbi()} on the same
 * thread joins that transaction.
 */
public final class Store implements AutoCloseable {
  private final HikariDataSource pool;
  private @Nullable Jdbi jdbi;
  private final @Nullable Path file;

  private Store(HikariDataSource pool, @Nullable Path file) {
    this.pool = pool;
    this.file = file;
  }

  /**
   * Opens the store and brings its tables up to date; makes it when it is not there, readable by
   * its owner alone.
   *
   * @param url {@code sqlite:///path}, {@code jdbc:sqlite:path} or {@code jdbc:postgresql://…}
   * @throws ScannerException SK-4001 when it cannot be opened
   */
  public static Store open(String url) {
    HikariDataSource pool = null;
    if (url.startsWith("jdbc:")
        && !url.startsWith("jdbc:postgresql:")
        && !url.startsWith("jdbc:sqlite:")) {
      throw new ScannerException(
          "SK-4001",
          "The store at %s cannot be opened (no database of that kind is known)"
              .formatted(printable(url)),
          "Write sqlite:///PATH or jdbc:postgresql://HOST/NAME");
    }
    try {
      Path file = url.startsWith("jdbc:postgresql:") ? null : sqliteFile(url);
      pool = new HikariDataSource(file == null ? postgres(url) : sqlite(file));
      migrate(pool, file);
      return new Store(pool, file);
    } catch (RuntimeException | IOException | SQLException e) {
      if (pool != null) {
        pool.close();
      }
      // No cause: a driver's exception repeats the URL, which may hold a password.
      throw new ScannerException(
          "SK-4001",
          "The store at %s cannot be opened (%s)".formatted(printable(url), reason(e, url)),
          "Check that its folder exists and may be written, or the JDBC URL, under 'store' in"
              + " straykey.yaml");
    }
  }

  private static void migrate(DataSource pool, @Nullable Path file)
      throws SQLException, IOException {
    if (Migrations.areDone(pool)) {
      return;
    }
    if (file == null) {
      Migrations.run(pool);
      return;
    }
    // Flyway has no lock of its own on SQLite: two first runs at once would both make the tables.
    var lock = StoreLock.ofFile(file, "migration", Duration.ofSeconds(30));
    try {
      Migrations.run(pool);
    } finally {
      lock.close();
    }
  }

  private static Path sqliteFile(String url) throws IOException {
    Path file = Path.of(url.replaceFirst("^(jdbc:)?sqlite:(//)?", "")).toAbsolutePath();
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      return file; // an empty file is an empty database, so whoever made it first does not matter
    }
    return file;
  }

  private static HikariConfig postgres(String url) {
    var config = new HikariConfig();
    config.setPoolName("straykey-store");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(4);
    return config;
  }

  private static HikariConfig sqlite(Path file) {
    var config = new HikariConfig();
    config.setPoolName("straykey-store");
    config.setJdbcUrl("jdbc:sqlite:" + file);
    config.setMaximumPoolSize(1); // one writer; others wait for it
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("busy_timeout", "30000");
    config.addDataSourceProperty("foreign_keys", "true");
    // A transaction that reads first and writes later would fail, not wait, beside another writer.
    config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    return config;
  }

  /** A URL without user, password and query. */
  private static String printable(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }

  private static String reason(Throwable problem, String url) {
    Throwable root = problem;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String said = String.valueOf(root.getMessage()).replace(url, printable(url)).strip();
    boolean local = !url.startsWith("jdbc:postgresql:");
    return root.getClass().getSimpleName()
        + (local ? ": " + said.lines().findFirst().orElse("") : "");
  }

  /** Returns the way to ask it. */
  public synchronized Jdbi jdbi() {
    Jdbi made = jdbi;
    if (made == null) {
      made = Jdbi.create(pool);
      jdbi = made;
    }
    return made;
  }

  /**
   * Returns a connection, to be closed: for who asks little, at every start, and would wait longer
   * for {@link #jdbi()} to begin than for the answer. Not within a transaction of {@code jdbi()} on
   * the same thread, which it would wait for.
   */
  public Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /**
   * Takes a lock that only one process and thread holds at a time, across all that use this store.
   * It ends when it is closed, or with the process.
   *
   * @param name such as {@code remediate}
   * @param patience how long to wait for another holder
   * @throws ScannerException SK-4002 when another still holds it then
   */
  public StoreLock lock(String name, Duration patience) {
    return file == null
        ? StoreLock.ofDatabase(pool, name, patience)
        : StoreLock.ofFile(file, name, patience);
  }

  @Override
  public void close() {
    pool.close();
  }
}
