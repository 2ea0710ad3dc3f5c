package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables whose heads and rows change apart from one another: a history, of which only what differs
 * is looked at, shows what its versions show that are looked at whole.
 */
class GitTablesIT {
  private static final int VERSIONS = 30;
  private static final int MOST_ROWS = 60;
  private static final String[] HEADS = {"password", "role", "api_key", "Kennwort", "token count"};

  @TempDir Path folder;

  /** Lines of a form: a head, what may stand below it, rows, and what ends them. */
  private record Form(String file, String head, String row, String end) {}

  private static final List<Form> FORMS =
      List.of(
          new Form("users.txt", "user,%s\n", "ada,%s\n", ""),
          new Form("page.md", "| user | %s |\n|---|---|\n", "| ada | %s |\n", "\n"),
          new Form(
              "page.html",
              "<tr><th>A</th><th>%s</th></tr>\n",
              "<tr><td>a</td><td>%s</td></tr>\n",
              ""),
          new Form("dump.sql", "INSERT INTO t (id, %s) VALUES\n", "(1, '%s'),\n", "(0, '');\n"),
          new Form("copy.sql", "COPY t (id, %s) FROM stdin;\n", "1\t%s\n", "\\.\n"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aHistoryShowsWhatItsVersionsShow(long seed) throws IOException {
    var random = new Random(seed);
    Path repository = Files.createDirectory(folder.resolve("r"));
    Path versions = Files.createDirectory(folder.resolve("versions"));
    var git = new GitCli(repository);
    git.run("init", "-q", "-b", "main");
    for (Form form : FORMS) {
      String head = "password";
      var rows = new ArrayList<String>();
      for (int i = 0; i < VERSIONS; i++) {
        for (int n = random.nextInt(20); n > 0; n--) {
          rows.add(random.nextInt(rows.size() + 1), form.row().formatted(value(random)));
        }
        while (rows.size() > MOST_ROWS) {
          rows.remove(random.nextInt(rows.size()));
        }
        head = random.nextInt(3) == 0 ? HEADS[random.nextInt(HEADS.length)] : head;
        String text =
            "text\n\n".repeat(50)
                + form.head().formatted(head)
                + String.join("", rows)
                + form.end();
        git.write(form.file(), text);
        git.commit("version " + i);
        Files.writeString(versions.resolve(i + "-" + form.file()), text);
      }
    }
    git.run("repack", "-q", "-a", "-d", "-f", "--depth=50");
    var scan = new GitScan(folder.resolve("home"));

    Set<String> inVersions = keys(scan.run(versions));

    assertThat(inVersions).hasSizeGreaterThan(100);
    assertThat(keys(scan.run(repository))).isEqualTo(inVersions);
  }

  private static String value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "x" + random.nextInt(10);
      case 1 -> "k7#" + Long.toString(random.nextLong() >>> 20, 36) + "Q";
      case 2 ->
          Long.toString(random.nextLong() >>> 1, 36) + Long.toString(random.nextLong() >>> 1, 36);
      default -> "5f4dcc3b5aa765d61d8327deb882cf" + (10 + random.nextInt(90));
    };
  }

  private static Set<String> keys(RunResult result) {
    return GitScan.findings(result).stream()
        .map(finding -> finding.fingerprint().hex())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
