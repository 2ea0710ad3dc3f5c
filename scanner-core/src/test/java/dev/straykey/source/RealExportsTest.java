package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real exports, where they lie beside the project; they are not ours to ship. */
class RealExportsTest {
  private static Path export(String name) {
    Path path = Path.of("../../shared/exports", name);
    Assumptions.assumeTrue(Files.exists(path), "no real exports here");
    return path;
  }

  @Test
  void countsEveryMessageOfAnUnpackedSlackExport() throws Exception {
    Path path = export("slack-houstondatavis");
    var collected = Collected.of(Sources.recognise(path), path);

    assertThat(collected.counts).containsEntry("messages", 1382L);
    assertThat(collected.skips).allMatch(skip -> skip.reason().leavesScanComplete());
  }

  @Test
  void findsTheExportTokenOfASlackExportInEveryFileAddress() throws Exception {
    Path path = export("slack-houstondatavis");
    var collected = Collected.of(Sources.recognise(path), path);
    var token = Pattern.compile("xox" + "e-[0-9-]+[0-9a-f]{8,}");

    long places =
        collected.texts.stream()
            .filter(text -> token.matcher(text.text()).find())
            .map(Collected.Text::place)
            .distinct()
            .count();

    assertThat(places).isEqualTo(422);
  }

  @Test
  void readsAZippedSlackExport() throws Exception {
    Path path = export("slack-export-viewer-test/testarchive.zip");
    var source = Sources.recognise(path);

    assertThat(source.kind()).isEqualTo("slack");
    assertThat(Collected.of(source, path).counts).containsEntry("messages", 158L);
  }

  @Test
  void countsEveryIssueAndCommentOfAJiraExport() throws Exception {
    Path path = export("jira-rss-ops4j/SearchRequest.xml");
    var source = Sources.recognise(path);
    var collected = Collected.of(source, path);

    assertThat(source.kind()).isEqualTo("jira");
    assertThat(collected.counts).containsEntry("issues", 310L).containsEntry("comments", 636L);
    assertThat(collected.skips).isEmpty();
  }
}
