package dev.straykey.unpack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.straykey.model.Skip;
import dev.straykey.pipeline.GitCli;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles and packs that the real git wrote. */
class GitPackFormatIT {
  @TempDir Path folder;
  private final Random random = new Random(3);
  private GitCli git;

  private static final class Given implements ArchiveVisitor {
    final Map<String, String> texts = new TreeMap<>();
    final List<String> skips = new ArrayList<>();

    @Override
    public void entry(String path, InputStream bytes) throws IOException {
      texts.put(path, new String(bytes.readAllBytes(), ISO_8859_1));
    }

    @Override
    public void skipped(String path, Skip.Reason reason, String detail) {
      skips.add(reason + " " + detail);
    }
  }

  private static Given read(Path file) throws IOException {
    var given = new Given();
    Archives.read(file, "", Limits.DEFAULT, given);
    return given;
  }

  @BeforeEach
  void make() throws Exception {
    init("sha1");
  }

  private void init(String format) throws IOException {
    Files.createDirectories(folder.resolve(format));
    git = new GitCli(folder.resolve(format));
    git.run("init", "-q", "-b", "main", "--object-format=" + format);
    var text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append("line %d with %x\n".formatted(i, random.nextLong()).repeat(6));
      git.write("a/deep/grows.txt", text.toString());
      git.write("file" + i + ".txt", "one of " + i + "\n");
      git.commit("step " + i);
    }
    git.run("tag", "-a", "v1", "-m", "a release");
  }

  private Path bundle(String... which) throws IOException {
    var command = new ArrayList<>(List.of("bundle", "create", "-q"));
    command.addAll(List.of(which));
    long options = command.stream().filter(word -> word.matches("-q|--version=.")).count();
    command.add(2 + (int) options, git.path("../b").toString());
    git.run(command.toArray(String[]::new));
    return git.path("../b");
  }

  private void hasAllThatGitHas(Given given) throws IOException {
    assertThat(given.skips).isEmpty();
    String[] objects =
        git.run("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)")
            .split("\n", -1);
    for (String object : objects) {
      String id = object.substring(object.indexOf(' ') + 1);
      if (!object.startsWith("tree")) {
        assertThat(given.texts.entrySet())
            .filteredOn(entry -> entry.getKey().startsWith(id))
            .as(object)
            .singleElement()
            .satisfies(
                entry ->
                    assertThat(entry.getValue().strip())
                        .isEqualTo(git.run("cat-file", object.split(" ", 2)[0], id)));
      }
    }
    String grows = git.run("rev-parse", "HEAD:a/deep/grows.txt");
    assertThat(given.texts).containsKey(grows + "/a/deep/grows.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha1", "sha256"})
  void aBundleHasEveryObjectUnderItsPath(String format) throws Exception {
    if (!format.equals("sha1")) {
      init(format);
    }

    Given given = read(bundle("--all"));

    hasAllThatGitHas(given);
    assertThat(given.texts.get("refs")).contains("refs/heads/main", "refs/tags/v1");
  }

  @Test
  void aBundleOfVersion3() throws Exception {
    hasAllThatGitHas(read(bundle("--version=3", "--all")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aPackThatLiesSomewhere(String byOffset) throws Exception {
    git.run("-c", "repack.useDeltaBaseOffset=" + byOffset, "repack", "-q", "-a", "-d", "-f");
    Path pack;
    try (var files = Files.list(git.path(".git/objects/pack"))) {
      pack = files.filter(f -> f.toString().endsWith(".pack")).findFirst().orElseThrow();
    }

    hasAllThatGitHas(read(pack));
  }

  @Test
  void ofABundleThatBuildsUponCommitsWhatIsNewIsReadAndTheRestSaid() throws Exception {
    git.write("a/deep/grows.txt", Files.readString(git.path("a/deep/grows.txt")) + "brought\n");
    git.commit("brings it");

    Given given = read(bundle("main~1..main"));

    assertThat(String.join("", given.texts.values())).contains("brought", "brings it", "step 11");
    assertThat(given.skips)
        .singleElement()
        .asString()
        .startsWith("MISSING")
        .contains("changes of others that are not in it");
  }

  @Test
  void aBundleThatIsFilteredIsSaid() throws Exception {
    assertThat(read(bundle("--version=3", "--filter=blob:none", "--all")).skips)
        .anyMatch(skip -> skip.startsWith("MISSING") && skip.contains("filter"));
  }

  @Test
  void aBundleThatIsCutOffIsSaidAndReadUpToThere() throws Exception {
    Path bundle = bundle("--all");
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, java.util.Arrays.copyOf(bytes, bytes.length * 3 / 4));

    Given given = read(bundle);

    assertThat(given.texts).hasSizeGreaterThan(5);
    assertThat(given.skips).anyMatch(skip -> skip.startsWith("BROKEN"));
  }

  @Test
  void aBundleThatIsDamagedIsReadOrSaid() throws Exception {
    Path bundle = bundle("--all");
    byte[] bytes = Files.readAllBytes(bundle);
    for (int i = 0; i < 400; i++) {
      byte[] damaged = bytes.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(bundle, damaged);
      if (Archives.recognise(bundle) != null) {
        assertThatCode(() -> read(bundle)).doesNotThrowAnyException();
      }
    }
  }

  /** One base and many small deltas that each make a large object of it. */
  @Test
  void aPackThatMakesMuchOfLittleIsBounded() throws Exception {
    Path pack = folder.resolve("x.pack");
    Files.write(pack, packOfCopies(3 << 20, 2000));

    var seen = new AtomicInteger();
    var skips = new ArrayList<Skip.Reason>();
    Archives.read(
        pack,
        "",
        Limits.DEFAULT,
        new ArchiveVisitor() {
          @Override
          public void entry(String path, InputStream bytes) {
            seen.incrementAndGet(); // it looks at nothing, so that only the making counts
          }

          @Override
          public void skipped(String path, Skip.Reason reason, String detail) {
            skips.add(reason);
          }
        });

    assertThat(skips).contains(Skip.Reason.BOUNDED);
    assertThat(seen.get()).isBetween(10, 200);
  }

  private static byte[] packOfCopies(int size, int count) throws IOException {
    var out = new ByteArrayOutputStream();
    var data = new DataOutputStream(out);
    data.writeBytes("PACK");
    data.writeInt(2);
    data.writeInt(count + 1);
    int base = out.size();
    head(data, 3, size);
    deflated(data, new byte[size]);
    for (int i = 0; i < count; i++) {
      int back = out.size() - base;
      var delta = new ByteArrayOutputStream();
      length(delta, size);
      length(delta, size + 1);
      for (int copied = 0; copied < size; copied += 0xff00) {
        int part = Math.min(0xff00, size - copied); // always from the beginning
        delta.write(0xb0);
        delta.write(part & 0xff);
        delta.write(part >> 8);
      }
      delta.write(1);
      delta.write(i);
      head(data, 6, delta.size());
      offset(data, back);
      deflated(data, delta.toByteArray());
    }
    data.write(new byte[20]);
    return out.toByteArray();
  }

  private static void deflated(OutputStream out, byte[] bytes) throws IOException {
    var deflater = new DeflaterOutputStream(out);
    deflater.write(bytes);
    deflater.finish();
  }

  private static void head(OutputStream out, int type, int size) throws IOException {
    int first = (type << 4) | (size & 15);
    int left = size >>> 4;
    out.write(left > 0 ? first | 0x80 : first);
    if (left > 0) {
      length(out, left);
    }
  }

  private static void length(OutputStream out, int size) throws IOException {
    int left = size;
    for (; left > 0x7f; left >>>= 7) {
      out.write((left & 0x7f) | 0x80);
    }
    out.write(left);
  }

  private static void offset(OutputStream out, int back) throws IOException {
    byte[] bytes = new byte[6];
    int at = bytes.length;
    bytes[--at] = (byte) (back & 0x7f);
    for (int left = back >>> 7; left > 0; left >>>= 7) {
      left--;
      bytes[--at] = (byte) (0x80 | (left & 0x7f));
    }
    out.write(bytes, at, bytes.length - at);
  }
}
