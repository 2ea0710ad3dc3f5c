package dev.straykey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/policy.md} names every field that a condition can speak of, and every word of it. */
class DocumentedPolicyTest {
  private static final Path PAGE = Path.of("..", "docs", "policy.md");
  private static final Pattern FIELD = Pattern.compile("`([a-z]+\\.[a-z_]+)`");

  @Test
  void everyFieldHasItsRowAndNoOther() throws IOException {
    Set<String> known = new TreeSet<>();
    Vocabulary.VARIABLES.forEach(
        (variable, fields) -> fields.keySet().forEach(field -> known.add(variable + "." + field)));

    assertThat(documented()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void everyWordStandsBesideItsField() throws IOException {
    for (var variable : Vocabulary.VARIABLES.entrySet()) {
      for (var field : variable.getValue().entrySet()) {
        String row = row(variable.getKey() + "." + field.getKey());
        for (String word : field.getValue().words()) {
          assertThat(word.isEmpty() || row.contains("`" + word + "`"))
              .as("%s: %s", row, word)
              .isTrue();
        }
      }
    }
  }

  private static Set<String> documented() throws IOException {
    var fields = new LinkedHashSet<String>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        String names = line.split("\\|", -1)[1];
        FIELD.matcher(names).results().forEach(field -> fields.add(field.group(1)));
      }
    }
    return fields;
  }

  private static String row(String field) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(
            line -> line.startsWith("| `") && line.split("\\|", -1)[1].contains("`" + field + "`"))
        .findFirst()
        .orElse("no row for " + field);
  }
}
