package dev.straykey.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.KeyRecord;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/inventory.md} has every field of a record, and none that a record does not have. */
class DocumentedInventoryTest {
  private static final Path PAGE = Path.of("..", "docs", "inventory.md");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  @Test
  void everyFieldHasItsRowAndNoOther() throws IOException {
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(fields());
  }

  private static Set<String> fields() {
    return Arrays.stream(KeyRecord.class.getRecordComponents())
        .map(RecordComponent::getName)
        .map(DocumentedInventoryTest::asWritten)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String asWritten(String component) {
    return switch (component) {
      case "hmac", "sha256" -> "fingerprint";
      case "isProtected" -> "protected";
      default -> component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    };
  }

  private static Set<String> documented() throws IOException {
    var names = new TreeSet<String>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        NAME.matcher(line.split("\\|", -1)[1]).results().forEach(name -> names.add(name.group(1)));
      }
    }
    return names;
  }
}
