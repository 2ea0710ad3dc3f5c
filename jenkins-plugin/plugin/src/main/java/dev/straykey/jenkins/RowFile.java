package dev.straykey.jenkins;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A build's findings beside its record, which stays small however many there are. */
final class RowFile {
  private static final String NAME = "straykey-findings.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private RowFile() {}

  static void write(Path folder, List<Row> rows) throws IOException {
    Path whole = Files.createTempFile(folder, NAME, ".new");
    Files.write(whole, JSON.writeValueAsBytes(rows));
    Files.move(whole, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  static List<Row> read(Path folder) throws IOException {
    try {
      return List.of(JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Row[].class));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
