package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Finding;
import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import dev.straykey.report.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in names of files and folders that are in no repository. */
class NamesTest {
  @TempDir Path folder;
  @TempDir Path state;
  private final Random random = new Random(8);
  private final List<String> keys = new ArrayList<>();
  private RunResult result;

  private String key() {
    String key = GitScan.key(random);
    keys.add(key);
    return key;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @BeforeEach
  void make() throws IOException {
    write("1/" + key() + ".csv", "nothing\n");
    String inFolder = key();
    write("2/" + inFolder + "_x/a.txt", "nothing\n");
    write("2/" + inFolder + "_x/b.txt", "token = " + key() + "\n");
    try (var zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("3-" + key() + "_x.zip")))) {
      zip.putNextEntry(new ZipEntry("in/" + key() + "/c.txt"));
      zip.write(("token = " + key() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve(key() + ".7z"), new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf});
    Files.write(
        folder.resolve("4-" + key() + ".tar.xz"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});
    result = new GitScan(state).run(folder);
  }

  private Match only(String key) {
    Finding finding =
        GitScan.findings(result).stream()
            .filter(f -> f.redacted().endsWith(key.substring(key.length() - 4)))
            .findFirst()
            .orElseThrow();
    assertThat(finding.matches()).hasSize(1);
    return finding.matches().get(0);
  }

  @Test
  void eachKeyStandsWhereItsNameDoes() {
    assertThat(keys.stream().map(key -> only(key).where().path()))
        .containsExactly(
            "1/[key].csv",
            "2/[key]_x",
            "2/[key]_x/b.txt",
            "3-[key]_x.zip",
            "3-[key]_x.zip!/in/[key]",
            "3-[key]_x.zip!/in/[key]/c.txt",
            "[key].7z",
            "4-[key].tar.xz");
    assertThat(only(keys.get(1)).where().field()).isEqualTo("name");
    assertThat(only(keys.get(2)).where().field()).isNull();
    assertThat(only(keys.get(1)).line()).isZero();
  }

  @Test
  void noReportHoldsAKey() throws IOException {
    for (String format : Reports.formats()) {
      var out = new StringBuilder();
      Reports.of(format).write(result, out);

      assertThat(out.toString()).as(format).containsPattern("(\\[|%5B|&#91;)key");
      for (String key : keys) {
        assertThat(out.toString()).as(format).doesNotContain(key.substring(0, key.length() - 6));
      }
    }
  }

  @Test
  void whatPeopleReadSaysThatItIsTheName() throws IOException {
    var out = new StringBuilder();
    Reports.of("text").write(result, out);

    assertThat(out.toString()).contains("in the name itself");
  }

  @Test
  void aPathKeepsAWordThatIsAPasswordToo() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other/opensesame"));
    Files.writeString(
        other.resolve("docker-compose.yml"),
        "services:\n  db:\n    environment:\n      MARIADB_PASSWORD: opensesame\n");

    assertThat(GitScan.findings(new GitScan(state).run(folder.resolve("other"))))
        .extracting(f -> f.matches().get(0).where().path())
        .containsExactly("opensesame/docker-compose.yml");
  }
}
