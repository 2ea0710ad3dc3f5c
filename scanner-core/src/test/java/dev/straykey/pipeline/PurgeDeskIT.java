package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan finds the keys and tells of none. */
class PurgeDeskIT {
  @TempDir Path folder;
  private final Random random = new Random(9);
  private GitCli git;

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
  }

  private int plan() {
    var out = new PrintWriter(new StringWriter());
    var surroundings =
        new Surroundings(
            java.util.Map.of("STRAYKEY_HOME", folder.resolve("state").toString()),
            new java.io.ByteArrayInputStream(new byte[0]),
            java.time.Clock.systemUTC(),
            dev.straykey.model.Sleeper.REAL,
            "test");
    return PurgeDesk.plan(
        RunRequest.of(folder.resolve("r")), folder.resolve("plan"), out, surroundings, e -> {});
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve("plan").resolve(file));
  }

  private static Pattern pattern(String line) {
    return Pattern.compile(line.substring("regex:".length(), line.indexOf("==>")));
  }

  @Test
  void anExpressionFindsTheKeyAndHidesIt() throws Exception {
    String key = GitScan.key(random);
    git.write("a.txt", "token = " + key + "\n");
    git.commit("has it");
    git.write("a.txt", "nothing\n");
    git.commit("second, with " + key + " in its message");

    assertThat(plan()).isEqualTo(1);
    for (String file : List.of("replace-text.txt", "replace-message.txt")) {
      assertThat(lines(file)).singleElement().asString().doesNotContain(key.substring(8, 20));
      Pattern found = pattern(lines(file).get(0));
      assertThat(found.matcher("x " + key + " y").replaceAll("-")).isEqualTo("x - y");
      assertThat(found.matcher(GitScan.key(random)).find()).isFalse();
    }
  }

  @Test
  void whatIsInAnArchiveOrEncodedIsStrippedByTheBlob() throws Exception {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("x.txt"));
      out.write(("k = " + GitScan.key(random) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.write(git.path("x.zip"), zip.toByteArray());
    String hidden = "some text and then a key: " + GitScan.key(random) + " and more text behind";
    git.write("e.txt", Base64.getEncoder().encodeToString(hidden.getBytes(StandardCharsets.UTF_8)));
    git.commit("both");

    assertThat(plan()).isEqualTo(1);
    assertThat(lines("strip-blobs.txt"))
        .containsExactlyInAnyOrder(
            git.run("rev-parse", "HEAD:x.zip"), git.run("rev-parse", "HEAD:e.txt"));
    assertThat(folder.resolve("plan/replace-text.txt")).doesNotExist();
  }

  @Test
  void thereIsNoPlanWhereNothingWasFound() throws Exception {
    git.write("a.txt", "nothing\n");
    git.commit("first");

    assertThat(plan()).isZero();
    assertThat(folder.resolve("plan")).doesNotExist();
  }
}
