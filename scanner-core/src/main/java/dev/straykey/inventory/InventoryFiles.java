package dev.straykey.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory: one JSON object a line, or CSV with the same names as columns. Strict: the
 * first bad line ends it.
 */
public final class InventoryFiles {
  static final int MOST_RECORDS = 20_000_000;

  private InventoryFiles() {}

  /**
   * Reads a file. JSON is told from CSV by its first character; either may begin with a line {@code
   * {"straykey_inventory": 1, "exported_at": …, "kid": …}}.
   *
   * @param keys fingerprint keys at hand; the newest is taken for fingerprints without a kid
   * @param now to tell an export of tomorrow
   * @throws InvalidInputException naming file, line and field, never a value: SK-1301 not readable,
   *     SK-1302 a broken line, SK-1303 a wrong field, SK-1304 an unknown field, SK-1305 what may be
   *     a key in clear, SK-1306 an id twice, SK-1307 a kid that is not at hand, SK-1309 too large,
   *     SK-1311 no record
   */
  public static Inventory read(Path file, FingerprintKeys keys, Instant now) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), keys, now);
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1301",
          "The inventory %s cannot be read (%s)".formatted(file, FileTrouble.of(e)),
          "Check the path and who may read it");
    }
  }

  /**
   * Reads what a file of that name would hold; see {@link #read(Path, FingerprintKeys, Instant)}.
   */
  static Inventory read(InputStream stream, String name, FingerprintKeys keys, Instant now)
      throws IOException {
    var lines = new ByteLines(new BufferedInputStream(stream, 1 << 16), name);
    var into = new Gathering(name, keys);
    if (lines.peek() == '{') {
      into.first(lines);
    }
    if (lines.peek() == '{') {
      for (JsonNode node = lines.object(); node != null; node = lines.object()) {
        into.record(node, lines.place());
      }
    } else if (lines.peek() >= 0) {
      CsvRecords.read(lines, into);
    }
    return into.done(now);
  }

  /** Checks and numbers records as they come. */
  static final class Gathering {
    private final String name;
    private final FingerprintKeys keys;
    private final RecordReader reader;
    private final InventoryBuilder into;
    private int[] lineOf = new int[64];
    private @Nullable Instant exportedAt;
    private boolean header;

    Gathering(String name, FingerprintKeys keys) {
      this.name = name;
      this.keys = keys;
      this.reader = new RecordReader(keys);
      this.into = new InventoryBuilder(name);
    }

    void first(ByteLines lines) throws IOException {
      JsonNode node = lines.object();
      if (node == null || !node.has(RecordReader.HEADER)) {
        if (node != null) {
          record(node, lines.place());
        }
        return;
      }
      exportedAt = reader.header(node, lines.place());
      header = true;
    }

    void record(JsonNode node, Place place) {
      int at = into.size();
      if (at >= MOST_RECORDS) {
        throw new InvalidInputException(
            "SK-1309",
            "The inventory %s has more than %d records".formatted(name, MOST_RECORDS),
            "Split it, and give each scan the part that concerns it");
      }
      int same = into.add(reader.record(node, place), keys.all());
      if (same >= 0) {
        throw place.field(
            "SK-1306",
            "id",
            "is the same as on line " + lineOf[same],
            "Give each record an id of its own");
      }
      if (at == lineOf.length) {
        lineOf = java.util.Arrays.copyOf(lineOf, at * 2);
      }
      lineOf[at] = place.line();
    }

    Inventory done(Instant now) {
      if (into.size() == 0 && !header) {
        throw new InvalidInputException(
            "SK-1311",
            "The inventory %s holds no record".formatted(name),
            "Export it again; one that is meant to be empty begins with {\"straykey_inventory\": 1}");
      }
      if (exportedAt != null && exportedAt.isAfter(now.plus(java.time.Duration.ofDays(1)))) {
        throw new Place(name, 1).field("exported_at", "lies in the future");
      }
      return into.build(exportedAt, true);
    }
  }
}
