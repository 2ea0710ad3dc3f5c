package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.RunResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pack of more than 4 GiB, which takes a minute and twice the room to make: {@code -Psoak}. What
 * its index is like is tried on small packs in {@link GitStorageIT}.
 */
@EnabledIfSystemProperty(named = "straykey.soak", matches = "true")
class GitLargePackIT {
  private static final long GIB = 1L << 30;
  private static final int FILLER = 24 << 20;

  @TempDir Path folder;
  private final Random random = new Random(12);
  private final SplittableRandom noise = new SplittableRandom(12);
  private final Map<String, String> keys = new HashMap<>();
  private GitCli git;
  private int mark;
  private long written;
  private final StringBuilder files = new StringBuilder();

  /** Hands git one blob after the other: it packs them in this order, texts as deltas. */
  private void make() throws Exception {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
    for (String setting : new String[] {"compression 0", "bigFileThreshold 1m"}) {
      git.run(("config core." + setting).split(" ", 3));
    }
    Process process =
        new ProcessBuilder("git", "fast-import", "--quiet", "--date-format=raw")
            .directory(git.path("").toFile())
            .redirectErrorStream(true)
            .start();
    try (var out = new BufferedOutputStream(process.getOutputStream(), 1 << 20)) {
      filler(out, 2 * GIB + (GIB >> 1));
      blob(out, "c-whole.txt", lines(1) + key("c-whole.txt"));
      blob(out, "d-delta.txt", lines(1) + key("d-delta.txt") + "end\n");
      filler(out, 4 * GIB + (GIB >> 2));
      blob(out, "x-whole.txt", lines(2) + key("x-whole.txt"));
      blob(out, "y-delta.txt", lines(2) + key("y-delta.txt") + "end\n");
      out.write(
          ("commit refs/heads/main\ncommitter Ada <ada@example.org> 1767323000 +0000\n"
                  + "data 3\nall\n"
                  + files)
              .getBytes(UTF_8));
    }
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private String key(String file) {
    return "token = " + keys.computeIfAbsent(file, f -> GitScan.key(random)) + "\n";
  }

  private static String lines(int seed) {
    var text = new StringBuilder();
    var words = new Random(seed);
    for (int i = 0; i < 200; i++) {
      text.append("line %d says %x\n".formatted(i, words.nextLong()));
    }
    return text.toString();
  }

  private void blob(OutputStream out, String name, String text) throws IOException {
    head(out, name, text.length());
    out.write(text.getBytes(UTF_8));
  }

  private void filler(OutputStream out, long upTo) throws IOException {
    byte[] bytes = new byte[FILLER];
    while (written < upTo) {
      noise.nextBytes(bytes);
      head(out, "filler/%04d".formatted(mark), bytes.length);
      out.write(bytes);
    }
  }

  private void head(OutputStream out, String name, int length) throws IOException {
    mark++;
    written += length;
    files.append("M 100644 :%d %s\n".formatted(mark, name));
    out.write("blob\nmark :%d\ndata %d\n".formatted(mark, length).getBytes(UTF_8));
  }

  private long offset(String file) throws IOException {
    Path idx;
    try (var packs = Files.list(git.path(".git/objects/pack"))) {
      idx = packs.filter(f -> f.toString().endsWith(".idx")).findFirst().orElseThrow();
    }
    Path list = folder.resolve("list");
    Process process =
        new ProcessBuilder("git", "show-index")
            .redirectInput(idx.toFile())
            .redirectOutput(list.toFile())
            .start();
    try {
      assertThat(process.waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    String id = git.run("rev-parse", "HEAD:" + file);
    return Files.readAllLines(list).stream()
        .filter(line -> line.contains(id))
        .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private String base(String file) throws IOException {
    String id = git.with("HEAD:" + file, "cat-file", "--batch-check=%(deltabase)");
    return git.run("ls-tree", "HEAD")
        .lines()
        .filter(line -> line.contains(id))
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .findFirst()
        .orElse("");
  }

  private void allAreFound() throws Exception {
    RunResult result = new GitScan(folder.resolve("state")).run(git.path(""));

    assertThat(result.complete()).isTrue();
    assertThat(GitScan.matches(result))
        .extracting(match -> match.where().path())
        .containsExactlyInAnyOrderElementsOf(keys.keySet());
  }

  @Test
  void keysBeyondTwoAndFourGibibytesAreFoundInWholeBlobsAndInDeltas() throws Exception {
    make();
    for (String file : new String[] {"c-whole.txt", "d-delta.txt"}) {
      assertThat(offset(file)).as(file).isBetween(2 * GIB, 4 * GIB);
    }
    for (String file : new String[] {"x-whole.txt", "y-delta.txt"}) {
      assertThat(offset(file)).as(file).isGreaterThan(4 * GIB);
    }
    assertThat(base("d-delta.txt")).isEqualTo("c-whole.txt");
    assertThat(base("y-delta.txt")).isEqualTo("x-whole.txt");

    allAreFound();

    git.run("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d");
    assertThat(offset("y-delta.txt")).isGreaterThan(4 * GIB);
    assertThat(base("y-delta.txt")).isNotEmpty();
    allAreFound();
  }
}
