package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.AgentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** What the documentation shows an administrator is there, by the same names. */
class ReadmeTest {
  private static final Path ROOT = Path.of("../..");

  private static List<String> blocks(String language) throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(readme)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private static Set<String> setters(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.isAnnotationPresent(DataBoundSetter.class))
        .map(m -> Character.toLowerCase(m.getName().charAt(3)) + m.getName().substring(4))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rows(String heading, String end) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/jenkins.md"));
    String table = page.substring(page.indexOf(heading));
    return named("(?m)^\\| `(\\w+)` \\|", table.substring(0, table.indexOf(end)));
  }

  @Test
  void thePipelinesOptionsAreOptions() throws IOException {
    List<String> pipelines = blocks("groovy");

    assertThat(pipelines).hasSize(2);
    for (String pipeline : pipelines) {
      String call = named("straykey([ (].*)", pipeline).iterator().next();
      assertThat(setters(ScanStep.class)).containsAll(named("(\\w+): '", call));
      assertThat(named("(\\w+): '", call)).isNotEmpty();
    }
  }

  @Test
  void thePipelinesCountsAreCounts() throws IOException {
    assertThat(counts()).containsAll(named("\\br\\.(\\w+)", blocks("groovy").get(1)));
  }

  @Test
  void theStepAsXmlIsAStep() throws IOException {
    String builder = "<" + ScanBuilder.class.getName() + ">";
    assertThat(blocks("xml")).anyMatch(block -> block.contains(builder));
    String xml = blocks("xml").stream().filter(b -> b.contains(builder)).findFirst().orElseThrow();
    assertThat(named("<(\\w+)>", xml.substring(xml.indexOf("<options>") + 9)))
        .isEqualTo(setters(ScanBuilder.class));
  }

  @Test
  void theSettingsAsCodeAreSettings() throws IOException {
    String yaml = blocks("yaml").get(0);

    assertThat(yaml).startsWith("unclassified:\n  straykey:\n");
    assertThat(setters(StraykeyConfiguration.class)).containsAll(named("(?m)^    (\\w+):", yaml));
  }

  @Test
  void everyOptionIsDocumented() throws IOException {
    assertThat(rows("## The step", "| count |"))
        .isEqualTo(setters(ScanStep.class))
        .isEqualTo(setters(ScanBuilder.class))
        .isEqualTo(setters(ScanRecorder.class));
  }

  @Test
  void everyCountIsDocumented() throws IOException {
    assertThat(rows("| count |", "## The console")).isEqualTo(counts());
  }

  private static Set<String> counts() {
    var nothing = new AgentResult(List.of(), true, true, true, "any", 0, 0, List.of(), List.of());
    return new TreeSet<>(Gate.of(nothing, List.of(), new ScanOptions(), false).counts().keySet());
  }
}
