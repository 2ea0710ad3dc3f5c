package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scanned tree's own {@code .straykey.yaml} can and cannot say. */
class TreeSettingsIT {
  private final String key = Keys.acmeLive(new Random(4));
  @TempDir Path folder;

  @Test
  void aTreeCanFailOnMoreThanWasAskedFor() throws IOException {
    write("tree/leak.txt", "token=" + key + "\n");
    write("tree/.straykey.yaml", "fail-on: any\n");

    assertThat(scan("--fail-on", "none", "tree").status()).isEqualTo(1);
  }

  @Test
  void aTreeCannotFailOnLess() throws IOException {
    write("tree/leak.txt", "token=" + key + "\n");
    write("tree/.straykey.yaml", "fail-on: none\n");

    assertThat(scan("tree").status()).isEqualTo(1);
  }

  @Test
  void aTreeCanSkipPathsOfWhichNobodySaysWhoseTheyAre() throws IOException {
    write("tree/samples/leak.txt", "token=" + key + "\n");
    write("tree/.straykey.yaml", "skip: ['samples/**']\n");

    var run = scan("tree");

    assertThat(run.status()).as(run.all()).isZero();
    assertThat(run.out()).contains("1 accepted by .straykey.yaml");
  }

  @Test
  void aTreeCannotNameHostsOrPolicy() throws IOException {
    write("tree/a.txt", "nothing\n");
    write("tree/.straykey.yaml", "issuers: { own: { host: 'https://evil.example' } }\n");

    var run = scan("tree");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(".straykey.yaml", "issuers");
  }

  @Test
  void aWrongFileInALaterTargetEndsTheRunBeforeItScans() throws IOException {
    write("first/leak.txt", "token=" + key + "\n");
    write("second/a.txt", "nothing\n");
    write("second/.straykey.yaml", "policy: []\n");

    var run = scan("first", "second");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aWrongFileInARepositoryInsideIsSaidAndWhatWasFoundIsReported() throws Exception {
    write("all/leak.txt", "token=" + key + "\n");
    try (var git =
        org.eclipse.jgit.api.Git.init().setDirectory(folder.resolve("all/inner").toFile()).call()) {
      write("all/inner/.straykey.yaml", "policy: []\n");
      git.add().addFilepattern(".").call();
    }

    var run = scan("all");

    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.out()).contains("Acme API key", "settings count for nothing");
  }

  @Test
  void aKeyInAFileNameIsNotPrinted() throws IOException {
    write("tree/" + key + ".txt", "token=" + key + "\n");

    var run = scan("--report", "text=-", "--report", "json=report.json", "tree");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.all()).doesNotContain(key).contains("[key]");
    assertThat(Files.readString(folder.resolve("report.json"))).doesNotContain(key);
  }

  private StraykeyJar.Run scan(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "scan";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return StraykeyJar.in(folder).run(all);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
