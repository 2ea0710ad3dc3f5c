package dev.straykey.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every code that a message can carry is explained once, and every explained code can be met. Read
 * from the sources as text, since a code is only ever a literal.
 */
class ErrorCodesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/errors.md");
  private static final Pattern CODE = Pattern.compile("\\bSK-\\d{4}\\b");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| *(SK-\\d{4}) *\\|");

  /** Codes that stand in more than one file, and why each is the same thing there. */
  private static final Map<String, String> SHARED =
      Map.of(
          "SK-1000", "Configuration reads the file, SettingsReader the files that it names",
          "SK-1309", "InventoryFiles bounds the records, BytesIndex the memory that they take",
          "SK-4001", "Store says it, the Maven plugin asks whether that was it");

  @Test
  void everyCodeIsExplained() throws IOException {
    assertThat(explained()).containsAll(inCode().keySet());
  }

  @Test
  void noCodeIsExplainedThatNothingSays() throws IOException {
    assertThat(inCode().keySet()).containsAll(explained());
  }

  @Test
  void noCodeIsExplainedTwice() throws IOException {
    assertThat(explained()).doesNotHaveDuplicates();
  }

  @Test
  void everyCodeThatACommentNamesExists() throws IOException {
    Set<String> mentioned = new TreeSet<>();
    for (Path file : sources()) {
      mentioned.addAll(codes(Files.readString(file)));
    }

    assertThat(inCode().keySet()).containsAll(mentioned);
  }

  @Test
  void noCodeStandsForTwoThings() throws IOException {
    var shared = new TreeMap<>(inCode());
    shared.values().removeIf(files -> files.size() < 2);

    assertThat(shared.keySet()).containsExactlyInAnyOrderElementsOf(SHARED.keySet());
  }

  @Test
  void theSourcesAreRead() throws IOException {
    assertThat(inCode()).containsKeys("SK-0001", "SK-1011", "SK-2003").hasSizeGreaterThan(100);
  }

  private static List<String> explained() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();
  }

  /** Code → names of the files that say it, comments left out. */
  private static Map<String, Set<String>> inCode() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : sources()) {
      String code = withoutComments(Files.readString(file));
      for (String one : codes(code)) {
        found.computeIfAbsent(one, k -> new TreeSet<>()).add(file.getFileName().toString());
      }
    }
    return found;
  }

  private static String withoutComments(String source) {
    var code = new StringBuilder();
    source
        .lines()
        .filter(line -> !line.strip().matches("(?s)(\\*|//|/\\*|#).*"))
        .forEach(line -> code.append(line).append('\n'));
    return code.toString();
  }

  private static Set<String> codes(String text) {
    var codes = new TreeSet<String>();
    CODE.matcher(text).results().map(MatchResult::group).forEach(codes::add);
    return codes;
  }

  private static List<Path> sources() throws IOException {
    var sources = new TreeSet<Path>();
    sources.add(ROOT.resolve("straykey"));
    for (String module : List.of("scanner-core", "cli", "maven-plugin", "jenkins-plugin/plugin")) {
      try (var files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return List.copyOf(sources);
  }
}
