package dev.straykey.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Texts as SARIF wants them. */
final class SarifText {
  private static final int LONGEST = 1_024;

  private SarifText() {}

  /** Writes a message object. */
  static void message(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    Json.field(json, "text", literal(text));
    json.writeEndObject();
  }

  /** Writes a property that has something to say. */
  static void property(JsonGenerator json, String name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      Json.field(json, name, value);
    }
  }

  static String orElse(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
  }

  /** Returns a description of at most the characters that code scanning takes. */
  static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** Escapes what a message takes for a link (SARIF 2.1.0 §3.11.6) or a placeholder (§3.11.5). */
  static String literal(String text) {
    return text.replace("[", "\\[").replace("]", "\\]").replace("{", "{{").replace("}", "}}");
  }
}
