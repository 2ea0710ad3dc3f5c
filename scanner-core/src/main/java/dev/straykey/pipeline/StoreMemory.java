package dev.straykey.pipeline;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.model.ScanMemory;
import dev.straykey.model.ScannerException;
import dev.straykey.store.Store;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The store's table of what was scanned before. */
final class StoreMemory implements ScanMemory, AutoCloseable {
  /** How long what was learnt under other rules is kept. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Store store;
  private final String believed;
  private final MemorySeal seal;
  private final Clock clock;

  private StoreMemory(Store store, String believed, MemorySeal seal, Clock clock) {
    this.store = store;
    this.seal = seal;
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
        new MemorySeal(settings.fingerprintKeys.newest()),
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
    try (Connection connection = store.connection();
        var statement =
            statement(
                connection,
                "select value from scan_memory where believed = ? and item = ?",
                believed,
                key);
        var rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void remember(Map<String, String> values) {
    try (Connection connection = store.connection()) {
      connection.setAutoCommit(false);
      try {
        for (Map.Entry<String, String> one : values.entrySet()) {
          remember(connection, one.getKey(), one.getValue());
        }
        connection.commit();
      } finally {
        connection.rollback(); // of nothing, when all of it was committed
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void remember(Connection connection, String key, String value) throws SQLException {
    Instant now = clock.instant();
    // What was remembered under rules that nobody has any more would stay for ever.
    update(
        connection,
        "delete from scan_memory where item = ? and (believed = ? or at < ?)",
        key,
        believed,
        now.minus(KEPT).toString());
    update(
        connection,
        "insert into scan_memory (believed, item, value, at) values (?, ?, ?, ?)",
        believed,
        key,
        value,
        now.toString());
  }

  private static void update(Connection connection, String sql, String... values)
      throws SQLException {
    try (var statement = statement(connection, sql, values)) {
      statement.executeUpdate();
    }
  }

  /** Returns a statement whose question marks stand for {@code values}, in order. */
  private static PreparedStatement statement(Connection connection, String sql, String... values)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public String seal(String key, byte[] text) {
    return seal.seal(believed + " " + key, text);
  }

  @Override
  public byte @Nullable [] open(String key, String sealed) {
    return seal.open(believed + " " + key, sealed);
  }

  @Override
  public void forget(String key) {
    try (Connection connection = store.connection()) {
      update(connection, "delete from scan_memory where believed = ? and item = ?", believed, key);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static ScannerException failed(SQLException e) {
    // No cause: a driver's exception may repeat the URL, and that a password.
    return new ScannerException(
        "SK-1630",
        "The store cannot say or take what was scanned (%s, state %s)"
            .formatted(e.getClass().getSimpleName(), e.getSQLState()),
        "Check that there is room and that no other program holds it, or scan without"
            + " --incremental");
  }

  @Override
  public void close() {
    store.close();
  }
}
