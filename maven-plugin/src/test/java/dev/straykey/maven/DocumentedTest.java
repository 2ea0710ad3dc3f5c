package dev.straykey.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say of the plugin is what Maven is told of it. */
class DocumentedTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/maven.md"})
  void theThreeLinesAreThoseOfTheCleanCase(String page) throws IOException {
    Matcher block = XML.matcher(Files.readString(ROOT.resolve(page)));

    assertThat(block.find()).isTrue();
    assertThat(words(Files.readString(Path.of("src/it/clean/pom.xml"))))
        .contains(words(block.group(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/maven.md"})
  void everyGoalStandsInTheTable(String page) throws IOException {
    String text = Files.readString(ROOT.resolve(page));

    assertThat(found("<goal>([^<]+)</goal>"))
        .hasSize(6)
        .allSatisfy(goal -> assertThat(text).contains("| `" + goal + "` |"));
  }

  @Test
  void everyPropertyStandsInTheTable() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/maven.md"));

    assertThat(found("\\$\\{(straykey\\.[^}]+)\\}"))
        .hasSize(9)
        .allSatisfy(property -> assertThat(text).contains("`" + property + "`"));
  }

  @Test
  void everyDefaultStandsInTheTable() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/maven.md"));

    assertThat(found("default-value=\"([^\"$]+)\">\\$\\{straykey\\."))
        .contains("any", "false", "text,json,sarif")
        .allSatisfy(value -> assertThat(text).contains("`" + value + "`"));
  }

  private static Set<String> found(String pattern) throws IOException {
    String descriptor = Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml"));
    var all = new TreeSet<String>();
    Pattern.compile(pattern).matcher(descriptor).results().forEach(m -> all.add(m.group(1)));
    return all;
  }

  /** The version is filled in when a case runs, and the indent hangs on where it stands. */
  private static String words(String xml) {
    return xml.replaceAll("<version>[^<]*</version>", "<version/>").replaceAll("\\s+", "");
  }
}
