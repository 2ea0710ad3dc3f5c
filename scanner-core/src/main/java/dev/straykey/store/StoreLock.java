package dev.straykey.store;

import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One holder at a time, across processes: a lock on a file beside an SQLite database, an advisory
 * lock in PostgreSQL. Both end with the process that holds them, so a crash leaves nothing locked.
 */
public final class StoreLock implements AutoCloseable {
  /** File locks are held by the whole process, so its threads need a lock of their own. */
  private static final Map<String, Semaphore> HELD_HERE = new ConcurrentHashMap<>();

  private final Release release;

  private StoreLock(Release release) {
    this.release = release;
  }

  private interface Release {
    void run() throws IOException, SQLException;
  }

  private interface Attempt {
    @Nullable Release take() throws IOException, SQLException;
  }

  static StoreLock ofFile(Path database, String name, Duration patience) {
    Path file = database.resolveSibling(database.getFileName() + "." + name + ".lock");
    var here = HELD_HERE.computeIfAbsent(file.toString(), f -> new Semaphore(1));
    long end = System.nanoTime() + patience.toNanos();
    try {
      if (!here.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(name);
    }
    boolean taken = false;
    try {
      var lock = await(name, end, () -> lockFile(file, here));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        here.release();
      }
    }
  }

  @SuppressWarnings("resource") // the lock's release closes the channel
  private static @Nullable Release lockFile(Path file, Semaphore here) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      return null;
    }
    return () -> {
      try {
        channel.close(); // the file stays: taking it away would let two hold “the” lock
      } finally {
        here.release();
      }
    };
  }

  static StoreLock ofDatabase(DataSource database, String name, Duration patience) {
    return await(name, System.nanoTime() + patience.toNanos(), () -> lockRow(database, name));
  }

  private static @Nullable Release lockRow(DataSource database, String name) throws SQLException {
    Connection connection = database.getConnection();
    if (!ask(connection, "select pg_try_advisory_lock(hashtext(?))", name)) {
      connection.close();
      return null;
    }
    return () -> {
      try (connection) {
        ask(connection, "select pg_advisory_unlock(hashtext(?))", name);
      }
    };
  }

  private static boolean ask(Connection connection, String question, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, "straykey-" + name);
      try (var answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }

  private static StoreLock await(String name, long end, Attempt attempt) {
    try {
      while (true) {
        var release = attempt.take();
        if (release != null) {
          return new StoreLock(release);
        }
        if (System.nanoTime() >= end) {
          throw busy(name);
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(name);
    } catch (IOException | SQLException e) {
      throw new ScannerException(
          "SK-4003",
          "The store's lock '%s' cannot be taken (%s)"
              .formatted(name, e.getClass().getSimpleName()),
          "Check that the store's folder may be written, or that its database answers",
          e);
    }
  }

  private static ScannerException busy(String name) {
    return new ScannerException(
        "SK-4002",
        "Another run of Straykey is at work on this store ('%s')".formatted(name),
        "Wait until it ends and start again; nothing was sent");
  }

  @Override
  public void close() {
    try {
      release.run();
    } catch (IOException | SQLException e) {
      throw new ScannerException(
          "SK-4004",
          "The store's lock could not be given back (%s)".formatted(e.getClass().getSimpleName()),
          "It ends with this process; nothing else need be done",
          e);
    }
  }
}
