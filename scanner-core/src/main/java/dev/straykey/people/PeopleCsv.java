package dev.straykey.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.straykey.model.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code id,name,email,slack_id,manager,team,status,left_at}, in any order of columns. */
final class PeopleCsv {
  private static final Set<String> COLUMNS =
      Set.of("id", "name", "email", "slack_id", "manager", "team", "status", "left_at");
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1 << 16).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private PeopleCsv() {}

  static void read(InputStream in, Entries people) throws IOException {
    var utf8 = StandardCharsets.UTF_8.newDecoder(); // reports what is no UTF-8
    int line = 1;
    try (CsvParser csv = CSV.createParser(new InputStreamReader(in, utf8))) {
      List<String> columns = null;
      while (csv.nextToken() != null) {
        List<String> row = row(csv, people);
        line = csv.currentTokenLocation().getLineNr();
        if (columns == null) {
          columns = columns(row, people);
        } else if (row.size() > 1 || (!row.isEmpty() && !row.get(0).isBlank())) {
          people.add(person(columns, row, people, "line " + line), "line " + line);
        }
      }
      if (columns == null) {
        throw people.broken("line 1", "the file is empty");
      }
    } catch (JsonProcessingException e) { // its message quotes the line
      int at = e.getLocation() == null ? line : e.getLocation().getLineNr();
      throw people.broken(
          "line " + at + " or above", "is not CSV (a quote that does not close, or too long)");
    } catch (CharacterCodingException e) {
      throw people.broken("behind line " + line, "is not UTF-8");
    }
  }

  private static List<String> row(CsvParser csv, Entries people) throws IOException {
    List<String> values = new ArrayList<>();
    while (csv.nextToken() == JsonToken.VALUE_STRING) {
      if (values.size() == COLUMNS.size()) {
        throw people.broken(
            "line " + csv.currentTokenLocation().getLineNr(), "has too many values");
      }
      values.add(csv.getText());
    }
    return values;
  }

  private static List<String> columns(List<String> header, Entries people) {
    List<String> columns = header.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!COLUMNS.contains(columns.get(i)) || !seen.add(columns.get(i))) {
        throw people.column(i + 1);
      }
    }
    if (!seen.contains("id") || !seen.contains("status")) {
      throw people.broken("line 1", "names no column id or no column status");
    }
    return columns;
  }

  private static Person person(
      List<String> columns, List<String> row, Entries people, String place) {
    if (row.size() > columns.size()) {
      throw people.broken(place, "has more values than there are columns");
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      values.put(columns.get(i), row.get(i));
    }
    String id = people.required(values.get("id"), place, "id");
    String name = people.text(values.get("name"), place, "name");
    return new Person(
        id,
        name == null ? id : name,
        people.text(values.get("email"), place, "email"),
        people.text(values.get("slack_id"), place, "slack_id"),
        people.text(values.get("manager"), place, "manager"),
        people.text(values.get("team"), place, "team"),
        people.status(values.get("status"), place),
        people.time(values.get("left_at"), place, "left_at"));
  }
}
