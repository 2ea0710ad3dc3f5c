package dev.straykey.jenkins;

import dev.straykey.model.FailOn;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.WireName;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a step is asked for, as texts: the same for a pipeline's step, a build step and a post-build
 * step. Lists are separated by commas or line ends.
 */
final class ScanOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  String failOn = "any";
  String unstableOn = "none";
  String paths = "";
  String since = "";
  String baseline = "";
  String reports = "";
  boolean history = true;
  boolean onlyNew;

  FailOn fails() {
    return word(failOn, "failOn");
  }

  FailOn unstable() {
    return word(unstableOn, "unstableOn");
  }

  private static FailOn word(String text, String field) {
    try {
      return WireName.parse(FailOn.class, text.isBlank() ? "none" : text.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "SK-4205",
          "%s cannot be '%s'".formatted(field, text),
          "Use one of: " + WireName.all(FailOn.class));
    }
  }

  static List<String> list(String text) {
    return Arrays.stream(text.split("[,\\r\\n]+"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .collect(Collectors.toList());
  }

  static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
