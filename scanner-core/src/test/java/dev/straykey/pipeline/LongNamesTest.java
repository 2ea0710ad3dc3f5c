package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Match;
import dev.straykey.model.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whatever report says of a name that nobody can read. */
class LongNamesTest {
  private static final String WIDE = "\uD83D\uDE00"; // two characters of Java's

  @TempDir Path folder;
  private final String key = GitScan.key(new Random(5));

  private RunResult scan(String name, String text) throws IOException {
    Path file = folder.resolve("x.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new GitScan(folder.resolve("state")).run(file);
  }

  private static String path(RunResult result) {
    List<Match> matches = GitScan.matches(result);
    assertThat(matches).hasSize(1);
    return matches.get(0).where().path();
  }

  @Test
  void haveBothEnds() throws Exception {
    String path = path(scan("begin" + "x".repeat(3000) + "end.txt", "token = " + key + "\n"));

    assertThat(path).contains("beginxxx", "characters left out").endsWith("xxxend.txt");
    assertThat(path.length()).isLessThan(1100);
  }

  @Test
  void areNotCutWithinACharacter() throws Exception {
    for (String before : List.of("", "y")) {
      String name = before + WIDE.repeat(2000) + ".txt";

      String path = path(scan(name, "token = " + key + "\n"));

      assertThat(new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(path);
    }
  }

  @Test
  void haveNoKeyWhereTheyAreCut() throws Exception {
    String name = "x".repeat(690) + "_" + key + "_" + "x".repeat(2000);

    RunResult result = scan(name, "nothing\n");

    assertThat(path(result)).contains("[key]").doesNotContain(key.substring(0, 20));
  }

  @Test
  void areWholeWhereTheyCanBeRead() throws Exception {
    String name = "folder/".repeat(100) + "a.txt";

    assertThat(path(scan(name, "token = " + key + "\n"))).endsWith(name);
  }
}
