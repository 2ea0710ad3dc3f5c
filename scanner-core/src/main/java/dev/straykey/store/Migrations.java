package dev.straykey.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables of all rooms. Flyway makes them; where it has made all of them it is not asked, for
 * its start costs more than the whole scan of a small repository.
 */
final class Migrations {
  static final String FOLDER = "dev/straykey/db/migration";

  /** All that there are; a test compares them with the folder. */
  static final List<String> FILES =
      List.of(
          "V1__evidence.sql",
          "V2__inventory.sql",
          "V3__remediation.sql",
          "V4__letters.sql",
          "V20__scan_memory.sql");

  private static final String TABLE = "straykey_schema";

  private Migrations() {}

  /** Brings the tables up to date. */
  static void run(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:" + FOLDER)
        .table(TABLE)
        .load()
        .migrate();
  }

  /** Returns whether Flyway has noted each file, as it is now, as done, and no other. */
  static boolean areDone(DataSource database) throws SQLException, IOException {
    var noted = new HashMap<String, Integer>();
    try (Connection connection = database.getConnection()) {
      if (!isThere(connection)) {
        return false;
      }
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select script, checksum, success from "
                      + TABLE
                      + " where version is not null")) {
        while (rows.next()) {
          if (!rows.getBoolean(3)) {
            return false;
          }
          noted.put(rows.getString(1), rows.getInt(2));
        }
      }
    }
    return noted.equals(checksums());
  }

  /** Asked for first: a question that fails would be a line in the log of a server. */
  private static boolean isThere(Connection connection) throws SQLException {
    try (var tables =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), TABLE, null)) {
      return tables.next();
    }
  }

  /** What Flyway notes of a file: CRC-32 of its lines without their ends. */
  private static Map<String, Integer> checksums() throws IOException {
    var sums = new HashMap<String, Integer>();
    for (String file : FILES) {
      var in = Migrations.class.getResourceAsStream("/" + FOLDER + "/" + file);
      if (in == null) {
        continue; // then Flyway is asked, and says so
      }
      var sum = new CRC32();
      try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
      }
      sums.put(file, (int) sum.getValue());
    }
    return sums;
  }
}
