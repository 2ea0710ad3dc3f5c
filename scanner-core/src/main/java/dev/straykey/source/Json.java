package dev.straykey.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON of strangers, element by element: bounded in depth and length, and its errors hold none of
 * its text.
 */
final class Json {
  /** Longest single text; real ones reach some 3.3 million. */
  private static final int MAX_STRING = 40_000_000;

  private static final int MAX_DEPTH = 200;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(MAX_STRING)
                      .maxNestingDepth(MAX_DEPTH)
                      .build())
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build());

  private Json() {}

  /** Takes one element of an array. */
  interface Element {
    void take(JsonNode element) throws IOException;
  }

  /** The text is no such JSON: damaged, cut off, or beyond the bounds. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  /**
   * Reads an array's elements, or a single value as the one element that it is.
   *
   * @throws DamagedException where it is damaged; the elements before were taken
   */
  static void elements(InputStream in, Element element) throws IOException {
    try (JsonParser parser = MAPPER.getFactory().createParser(in)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      boolean array = next(parser) == JsonToken.START_ARRAY;
      if (parser.currentToken() == null) {
        throw new DamagedException("is empty");
      }
      if (!array) {
        element.take(tree(parser));
        return;
      }
      for (var token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
        if (token == null) {
          throw new DamagedException("is cut off");
        }
        element.take(tree(parser));
      }
    } catch (CharConversionException e) {
      throw new DamagedException("is in no encoding that JSON may have");
    }
  }

  private static @org.jspecify.annotations.Nullable JsonToken next(JsonParser parser)
      throws IOException {
    try {
      return parser.nextToken();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw damaged(e);
    }
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    try {
      return MAPPER.readTree(parser);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw damaged(e);
    }
  }

  private static DamagedException damaged(com.fasterxml.jackson.core.JsonProcessingException e) {
    var at = e.getLocation();
    return new DamagedException(
        at == null
            ? "is not JSON that can be read"
            : "is not JSON that can be read, from line %d column %d"
                .formatted(at.getLineNr(), at.getColumnNr()));
  }
}
