package dev.straykey.jenkins;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of a build's keys, beside its record. Holds no key, sealed ones neither. */
final class ActedFile {
  private static final String NAME = "straykey-acted.json";

  /** What begins an error that is over once the build's keys were acted on. */
  static final String FOR_NOW = "Tried again: ";

  private static final int MOST_STATES = 5000;
  private static final int MOST_ERRORS = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ActedFile() {}

  /**
   * @param states in words, by fingerprint
   * @param errors each with its code
   */
  record Acted(Map<String, String> states, List<String> errors) {
    Acted {
      states = states == null ? Map.of() : Map.copyOf(states);
      errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** Returns both together; what {@code newer} says of a key takes the place of what was said. */
    Acted with(Map<String, String> newer, List<String> more) {
      Map<String, String> all = new LinkedHashMap<>(newer);
      states.forEach(
          (key, state) -> {
            if (all.size() < MOST_STATES) {
              all.putIfAbsent(key, state);
            }
          });
      Set<String> said = new LinkedHashSet<>(errors);
      if (!newer.isEmpty()) {
        said.removeIf(error -> error.startsWith(FOR_NOW));
      }
      said.addAll(more);
      return new Acted(all, said.stream().limit(MOST_ERRORS).toList());
    }
  }

  static void write(Path folder, Acted acted) throws IOException {
    Path whole = Files.createTempFile(folder, NAME, ".new");
    Files.write(whole, JSON.writeValueAsBytes(acted));
    Files.move(whole, folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  static Acted read(Path folder) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Acted.class);
    } catch (NoSuchFileException e) {
      return new Acted(Map.of(), List.of());
    }
  }
}
