package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.TextScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFilesTest {
  @TempDir Path home;
  @TempDir Path job;

  private List<AgentFinding> scan(boolean stopped) throws IOException {
    var desk = new AgentDesk(Controller.surroundings(home), new Organisation(home).config());
    try (var scan = new TextScan(KitCache.take(desk.kit(Organisation.OWN)))) {
      var files = new OwnFiles(scan, () -> stopped);
      files.job("folder/job", job);
      files.builds("folder/job", job.resolve("builds"));
      assertThat(files.unread()).isEmpty();
      return scan.findings();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.xml",
        "builds/7/build.xml",
        "builds/7/log",
        "builds/7/injectedEnvVars.txt",
        "builds/7/workflow/12.xml",
        "builds/7/workflow-completed/flowNodeStore.xml"
      })
  void findsAKeyInWhateverJenkinsKeepsOfAJob(String file) throws IOException {
    Path path = job.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "<script>token = '" + Organisation.CANARY + "'</script>");

    assertThat(scan(false))
        .singleElement()
        .extracting(f -> f.places().get(0).path())
        .isEqualTo("folder/job/" + file.replace("builds/", ""));
  }

  @Test
  void leavesArtifactsAndLinksAlone() throws IOException {
    Path archive = Files.createDirectories(job.resolve("builds/7/archive"));
    Files.writeString(archive.resolve("log"), Organisation.CANARY);
    Files.createSymbolicLink(job.resolve("builds/7/log"), archive.resolve("log"));

    assertThat(scan(false)).isEmpty();
  }

  @Test
  void stopsWhenAsked() throws IOException {
    Files.writeString(job.resolve("config.xml"), Organisation.CANARY);

    assertThat(scan(true)).isEmpty();
  }
}
