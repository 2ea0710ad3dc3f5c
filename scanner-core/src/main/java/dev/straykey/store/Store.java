package dev.straykey.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The database that remembers between runs. SQLite in a local file, or PostgreSQL.
 *
 * <p>Tables come from {@code db/migration/V<n>__<room>.sql}, in SQL that both understand: ids are
 * texts, times are ISO-8601 texts in UTC, booleans are 0 and 1.
 */
public final class Store implements AutoCloseable {
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Store(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Opens the store and brings its tables up to date; makes it when it is not there.
   *
   * @param url {@code sqlite:///path}, {@code jdbc:sqlite:path} or {@code jdbc:postgresql://…}
   * @throws ScannerException SK-4001 when it cannot be opened
   */
  public static Store open(String url) {
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(settings(url));
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:dev/straykey/db/migration")
          .table("straykey_schema")
          .load()
          .migrate();
      return new Store(pool);
    } catch (RuntimeException | IOException e) {
      if (pool != null) {
        pool.close();
      }
      throw new ScannerException(
          "SK-4001",
          "The store at %s cannot be opened (%s)"
              .formatted(printable(url), e.getClass().getSimpleName()),
          "Check that its folder exists and may be written, or the JDBC URL, under 'store' in"
              + " straykey.yaml",
          e);
    }
  }

  private static HikariConfig settings(String url) throws IOException {
    var config = new HikariConfig();
    config.setPoolName("straykey-store");
    if (url.startsWith("jdbc:postgresql:")) {
      config.setJdbcUrl(url);
      config.setMaximumPoolSize(4);
      return config;
    }
    Path file = Path.of(url.replaceFirst("^(jdbc:)?sqlite:(//)?", "")).toAbsolutePath();
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    config.setJdbcUrl("jdbc:sqlite:" + file);
    config.setMaximumPoolSize(1); // one writer; others wait for it
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    config.addDataSourceProperty("busy_timeout", "5000");
    config.addDataSourceProperty("foreign_keys", "true");
    return config;
  }

  /** A URL without user, password and query. */
  private static String printable(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }

  /** Returns the way to ask it. */
  public Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    pool.close();
  }
}
