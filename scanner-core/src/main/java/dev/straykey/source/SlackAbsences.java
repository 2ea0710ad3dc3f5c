package dev.straykey.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.Skip;
import java.util.TreeMap;

/** Counts what messages speak of and an export leaves out by its nature. */
final class SlackAbsences {
  private final String place;
  private final TreeMap<String, Long> counts = new TreeMap<>();

  SlackAbsences(String place) {
    this.place = place;
  }

  void look(JsonNode message) {
    message.path("files").forEach(this::file);
    if (message.path("file").isObject()) {
      file(message.path("file"));
    }
  }

  /** Looks at a file as messages and {@code canvases.json} describe it. */
  void file(JsonNode file) {
    String mode = file.path("mode").asText();
    String type = file.path("filetype").asText();
    if (mode.equals("tombstone")) {
      count("deleted file");
    } else if (mode.equals("hidden_by_limit")) {
      count("file hidden by the plan's limit");
    } else if (mode.equals("quip") || mode.equals("canvas") || type.matches("quip|canvas")) {
      count("canvas without its text");
    } else if (!mode.equals("external")) {
      count("file without its content");
    }
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  void say(DocumentSink sink) {
    counts.forEach(
        (what, n) ->
            sink.skipped(
                new Skip(place, Skip.Reason.ABSENT_BY_DESIGN, "%d x %s".formatted(n, what))));
  }
}
