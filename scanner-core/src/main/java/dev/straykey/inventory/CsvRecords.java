package dev.straykey.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CSV → the JSON objects that {@link RecordReader} reads.
 *
 * <p>Lists are separated by {@code ;}. {@code owner} is {@code team:platform}, an entry of {@code
 * used_by} is {@code service:ci} or {@code agent:bot:u-9} (on behalf of {@code u-9}); a field of an
 * object may have a column of its own ({@code owner.team}, {@code fingerprint.kid}; {@code
 * hmac-sha256}, {@code sha256} and {@code kid} stand for those of the fingerprint); an object or
 * list may be written as JSON.
 */
final class CsvRecords {
  private static final int MOST_COLUMNS = 200;
  private static final Set<String> LISTS =
      Set.of(
          "backup_approvers",
          "revocation_authority",
          "permissions",
          "permissions_granted",
          "permissions_used");
  private static final Set<String> FLAGS = Set.of("protected", "emergency", "canary");
  private static final Set<String> DIGESTS = Set.of("hmac-sha256", "sha256", "kid");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .streamReadConstraints(ByteLines.LIMITS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private CsvRecords() {}

  static void read(ByteLines lines, InventoryFiles.Gathering into) throws IOException {
    var utf8 = StandardCharsets.UTF_8.newDecoder(); // reports what is no UTF-8
    int line = 1;
    try (CsvParser csv = CSV.createParser(new InputStreamReader(lines.rest(), utf8))) {
      List<String> header = row(csv, lines);
      if (header == null) {
        return;
      }
      List<String> columns = columns(header, lines.place(line));
      while (true) {
        List<String> row = row(csv, lines);
        line = csv.currentTokenLocation().getLineNr();
        if (row == null) {
          return;
        }
        Place place = lines.place(line);
        if (row.size() == 1 && row.get(0).isBlank()) {
          continue;
        }
        if (row.size() > columns.size()) {
          throw place.broken("has more values than there are columns");
        }
        into.record(object(columns, row, place), place);
      }
    } catch (JsonProcessingException e) { // its message quotes the line
      int at = e.getLocation() == null ? line : e.getLocation().getLineNr();
      throw lines
          .place(at)
          .broken("or one above is not CSV (a quote that does not close, or a value too long)");
    } catch (CharacterCodingException e) {
      throw lines.place(line).broken("is not UTF-8, or a line behind it");
    }
  }

  private static @Nullable List<String> row(CsvParser csv, ByteLines lines) throws IOException {
    if (csv.nextToken() == null) {
      return null;
    }
    List<String> values = new ArrayList<>();
    while (csv.nextToken() == JsonToken.VALUE_STRING) {
      if (values.size() == MOST_COLUMNS) {
        throw lines
            .place(csv.currentTokenLocation().getLineNr())
            .broken("has more than " + MOST_COLUMNS + " values");
      }
      values.add(csv.getText());
    }
    return values;
  }

  private static List<String> columns(List<String> header, Place place) {
    List<String> columns = new ArrayList<>();
    for (String name : header) {
      String column = name.strip();
      columns.add(DIGESTS.contains(column) ? "fingerprint." + column : column);
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw place.broken("names a column twice");
      }
    }
    if (!seen.contains("id")) {
      throw place.broken("names no column id; is this an inventory?");
    }
    return columns;
  }

  private static ObjectNode object(List<String> columns, List<String> row, Place place) {
    ObjectNode record = JSON.objectNode();
    for (int i = 0; i < row.size(); i++) {
      String value = row.get(i).strip();
      String column = columns.get(i);
      if (value.isEmpty()) {
        record.putIfAbsent(top(column), JSON.nullNode()); // so that a wrong column shows even so
      } else if (column.indexOf('.') > 0) {
        nest(record, column, value, place);
      } else if (value.charAt(0) == '{') {
        byte[] json = value.getBytes(StandardCharsets.UTF_8);
        record.set(column, ByteLines.parse(json, json.length, place));
      } else if (LISTS.contains(column)) {
        ArrayNode list = record.putArray(column);
        split(value).forEach(list::add);
      } else if (FLAGS.contains(column)) {
        record.put(column, flag(column, value, place));
      } else if (column.equals("rotation_days")) {
        record.put(column, days(value, place));
      } else if (column.equals("owner")) {
        String[] owner = value.split(":", 2);
        if (owner.length < 2) {
          throw place.field("owner", "must be person:…, team:… or service:…");
        }
        record.putObject(column).put(owner[0].strip(), owner[1].strip());
      } else if (column.equals("used_by")) {
        uses(record.putArray(column), value, place);
      } else {
        record.put(column, value);
      }
    }
    return record;
  }

  private static String top(String column) {
    int dot = column.indexOf('.');
    return dot > 0 ? column.substring(0, dot) : column;
  }

  private static void nest(ObjectNode record, String column, String value, Place place) {
    String parent = top(column);
    if (!parent.equals("owner") && !parent.equals("fingerprint")) {
      throw place.unknown(column);
    }
    String field = column.substring(parent.length() + 1);
    if (record.get(parent) instanceof ObjectNode object) {
      object.put(field, value);
    } else if (record.hasNonNull(parent)) {
      throw place.field(parent, "is given twice");
    } else {
      record.putObject(parent).put(field, value);
    }
  }

  private static List<String> split(String value) {
    List<String> items = new ArrayList<>();
    for (String item : value.split(";", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  private static void uses(ArrayNode list, String value, Place place) {
    for (String item : split(value)) {
      String[] parts = item.split(":", 3);
      if (parts.length < 2) {
        throw place.field("used_by", "must be such as service:ci, separated by ;");
      }
      ObjectNode use = list.addObject().put("actor", parts[0]).put("id", parts[1]);
      if (parts.length == 3) {
        use.put("on_behalf_of", parts[2]);
      }
    }
  }

  private static boolean flag(String column, String value, Place place) {
    if (value.equalsIgnoreCase("true")) {
      return true;
    }
    if (value.equalsIgnoreCase("false")) {
      return false;
    }
    throw place.field(column, "must be true or false");
  }

  private static int days(String value, Place place) {
    if (value.matches("[0-9]{1,5}")) {
      return Integer.parseInt(value);
    }
    throw place.field("rotation_days", "must be a whole number of days, 0 to 36500");
  }
}
