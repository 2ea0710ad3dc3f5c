package dev.straykey.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How all our JSON is written: nothing of a text is lost, and nothing of it acts in a terminal. */
final class Json {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new Inert())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  /** Returns a generator that indents by two spaces. */
  static JsonGenerator pretty(Appendable out) throws IOException {
    var indent = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withRootSeparator("")
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indent)
            .withArrayIndenter(indent);
    return FACTORY.createGenerator(new AppendableWriter(out)).setPrettyPrinter(printer);
  }

  /** Returns a generator that puts each root value on a line. */
  static JsonGenerator lines(Appendable out) throws IOException {
    var json = FACTORY.createGenerator(new AppendableWriter(out));
    json.setRootValueSeparator(new SerializedString("\n"));
    return json;
  }

  static void field(JsonGenerator json, String name, @Nullable String value) throws IOException {
    json.writeFieldName(name);
    json.writeString(value == null ? null : wellFormed(value)); // null becomes a JSON null
  }

  static void field(JsonGenerator json, String name, @Nullable Instant value) throws IOException {
    field(json, name, value == null ? null : value.toString());
  }

  static void field(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(wellFormed(value));
    }
    json.writeEndArray();
  }

  /** Returns the text with U+FFFD for half a pair, which many readers of JSON refuse. */
  static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c <= 0xffff && Character.isSurrogate((char) c) ? 0xfffd : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /**
   * Escapes what acts in a terminal, pairs of halves included; and {@code #}, by which build
   * servers know a command in a log.
   */
  private static final class Inert extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = standardAsciiEscapesForJSON();

    Inert() {
      ascii[0x7f] = ESCAPE_STANDARD;
      ascii['#'] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return Printable.acts(c) ? new SerializedString("\\u%04x".formatted(c)) : null;
    }
  }
}
