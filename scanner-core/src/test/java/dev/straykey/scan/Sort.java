package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One sort of file as its tool writes it, with keys that are made when the test runs.
 *
 * <p>In a template, {@code «pw netrc-password»} is a password that the rule must find, {@code
 * «~hex32»} something that must not be found, and a third word says how the key is written ({@code
 * b64}, {@code hex}) or how it is written and reported ({@code as-b64}). See {@link Made} for what
 * can be made.
 *
 * @param path of the file
 * @param text what stands in it
 * @param expected what must be found, in the order of the text; nothing else may be
 */
record Sort(String path, String text, List<Expected> expected) {
  private static final Pattern SLOT = Pattern.compile("«(~?)([^ »]+)(?: ([^ »]+))?(?: ([^ »]+))?»");

  /**
   * A key to be found.
   *
   * @param line from 1, where its written form begins
   */
  record Expected(String key, String rule, int line) {}

  @Override
  public String toString() {
    return path;
  }

  /** Makes the file that {@code template} describes; the same template gives the same keys. */
  static Sort of(String path, String template) {
    var random = new Random(31L * path.hashCode() + template.hashCode());
    var text = new StringBuilder();
    var expected = new ArrayList<Expected>();
    Matcher slot = SLOT.matcher(template);
    int from = 0;
    while (slot.find()) {
      text.append(template, from, slot.start());
      from = slot.end();
      String key = Made.all(slot.group(2), random);
      if (slot.group(1).isEmpty()) {
        String way = slot.group(4) == null ? "" : slot.group(4);
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        String found = way.startsWith("as-") ? written(key, way) : key;
        expected.add(new Expected(found, String.valueOf(slot.group(3)), line));
      }
      text.append(slot.group(4) == null ? key : written(key, slot.group(4)));
    }
    text.append(template.substring(from));
    return new Sort(path, text.toString(), List.copyOf(expected));
  }

  private static String written(String key, String how) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return switch (how) {
      case "b64", "as-b64" -> Base64.getEncoder().encodeToString(bytes);
      case "hex" -> HexFormat.of().formatHex(bytes);
      default -> throw new IllegalArgumentException("nothing is written as " + how);
    };
  }

  /** Reads a table: a line {@code === path} begins each file, of which the rest is the template. */
  static Stream<Sort> table(String table) {
    return Stream.of(table.split("(?m)^=== ", -1))
        .filter(part -> !part.isBlank())
        .map(part -> part.split("\n", 2))
        .map(part -> of(part[0].strip(), part[1]));
  }
}
