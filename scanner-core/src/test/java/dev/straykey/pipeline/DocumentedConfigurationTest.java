package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Action;
import dev.straykey.policy.BlastLimits;
import dev.straykey.policy.Line;
import dev.straykey.policy.Policy;
import dev.straykey.suppress.RepositorySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows of {@code straykey.yaml} is read as it stands there. */
class DocumentedConfigurationTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  @TempDir Path folder;

  /** What decides, without where it was read. */
  private record Decides(String name, String when, List<Action> actions, boolean automatic) {}

  @Test
  void theExampleIsAConfiguration() throws IOException {
    Configuration read = read(blocks("configuration.md").get(0));

    Policy.of(read.policy());
    assertThat(read.policy()).isNotEmpty();
    assertThat(read.issuers()).isNotEmpty();
    assertThat(read.introspect()).isSubsetOf(read.issuers().keySet());
  }

  @Test
  void whatATreeMaySayOfItselfIsReadAsShown() throws IOException {
    var read = RepositorySettings.parse(blocks("configuration.md").get(1), ".straykey.yaml");

    assertThat(read.skips()).containsExactly("docs/**");
  }

  @Test
  void theLineThatIsExplainedIsALine() throws IOException {
    Policy.of(read(blocks("policy.md").get(0)).policy());
  }

  @Test
  void theShippedPolicyIsTheOneThatIsShown() throws IOException {
    List<Line> shown = read(blocks("policy.md").get(1)).policy();

    assertThat(decides(shown)).isEqualTo(decides(Policy.shipped().lines()));
  }

  @Test
  void theLimitsThatAreShownAreTheDefault() throws IOException {
    assertThat(read(blocks("policy.md").get(2)).limits()).isEqualTo(BlastLimits.DEFAULT);
    assertThat(read(blocks("configuration.md").get(0)).limits()).isEqualTo(BlastLimits.DEFAULT);
  }

  private static List<Decides> decides(List<Line> lines) {
    return lines.stream()
        .map(l -> new Decides(l.name(), l.when(), l.actions(), l.automatic()))
        .toList();
  }

  private Configuration read(String yaml) throws IOException {
    return Configuration.read(Files.writeString(folder.resolve("straykey.yaml"), yaml));
  }

  private static List<String> blocks(String page) throws IOException {
    String text = Files.readString(DOCS.resolve(page));
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }
}
