package dev.straykey.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of an inventory as JSON objects, bounded in length and depth. */
final class ByteLines {
  static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(8)
          .maxStringLength(1 << 16)
          .maxNameLength(256)
          .maxNumberLength(32)
          .build();
  private static final int LONGEST_LINE = 1 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(LIMITS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final BufferedInputStream in;
  private final String name;
  private byte[] line = new byte[1024];
  private int length;
  private int number = 0;
  private int next = 1;

  ByteLines(BufferedInputStream in, String name) throws IOException {
    this.in = in;
    this.name = name;
    in.mark(3);
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) { // a byte order mark
      in.reset();
    }
  }

  /** Returns the first byte that is no white space, without taking it; -1 at the end. */
  int peek() throws IOException {
    while (true) {
      in.mark(1);
      int b = in.read();
      if (b == '\n') {
        next++;
      } else if (b != ' ' && b != '\t' && b != '\r') {
        in.reset();
        return b;
      }
    }
  }

  /** Returns the next line that is not blank, or null at the end. */
  @Nullable JsonNode object() throws IOException {
    if (peek() < 0) {
      return null;
    }
    number = next;
    length = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        next++;
        break;
      }
      if (length == line.length) {
        if (length >= LONGEST_LINE) {
          throw place().broken("is longer than " + LONGEST_LINE + " bytes");
        }
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = (byte) b;
    }
    return parse(line, length, place());
  }

  static JsonNode parse(byte[] text, int length, Place place) {
    try {
      JsonNode node = JSON.readTree(text, 0, length);
      if (node == null || !node.isObject()) {
        throw place.broken("is not one JSON object");
      }
      return node;
    } catch (JsonProcessingException e) { // its message quotes the line
      throw place.broken(
          "is not one JSON object (near column %d)"
              .formatted(e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
    } catch (IOException e) { // bytes that are no UTF-8
      throw place.broken("is not UTF-8");
    }
  }

  /** Returns where the last object stood. */
  Place place() {
    return new Place(name, number);
  }

  /** Returns a place so many lines after what was taken so far. */
  Place place(int further) {
    return new Place(name, next - 1 + further);
  }

  /** Returns the bytes from here on. */
  InputStream rest() {
    return in;
  }
}
