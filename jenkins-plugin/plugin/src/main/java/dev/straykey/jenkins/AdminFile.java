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

/**
 * What the last scan of Jenkins' own files found, beside the store: fingerprints, places, owners,
 * no key. Only the user that Jenkins runs as may read it.
 */
final class AdminFile {
  private static final String NAME = "jenkins-findings.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private AdminFile() {}

  /**
   * The outcome of one scan.
   *
   * @param state how it ended, when, and how much it read
   * @param unread what it could not read, and why
   */
  record Scan(String state, List<Row> rows, List<String> unread) {
    static final Scan NONE = new Scan("", List.of(), List.of());

    Scan {
      state = state == null ? "" : state;
      rows = rows == null ? List.of() : List.copyOf(rows);
      unread = unread == null ? List.of() : List.copyOf(unread);
    }
  }

  static void write(Path folder, Scan scan) throws IOException {
    Files.createDirectories(folder);
    Path whole = Files.createTempFile(folder, NAME, ".new"); // mode 600, which the move keeps
    Files.write(whole, JSON.writeValueAsBytes(scan));
    Files.move(whole, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  static Scan read(Path folder) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Scan.class);
    } catch (NoSuchFileException e) {
      return Scan.NONE;
    }
  }
}
