package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.git.GitId;
import dev.straykey.git.GitType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that no git would write, of a kilobyte each. */
class GitPackHostileTest {
  private static final int BLOB = 3;

  @TempDir Path folder;
  private final List<byte[]> ids = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private final ByteArrayOutputStream pack = new ByteArrayOutputStream();

  private void begin(int count) throws IOException {
    new DataOutputStream(pack)
        .write(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, (byte) count});
  }

  private static byte[] id(int first) {
    byte[] id = new byte[GitId.SHA1];
    id[0] = (byte) first;
    return id;
  }

  private void entry(byte[] id, int type, long claimed, byte[] base, byte[] content) {
    ids.add(id);
    offsets.add(pack.size());
    long left = claimed >>> 4;
    int b = (int) (type << 4 | (claimed & 15));
    while (left != 0) {
      pack.write(b | 0x80);
      b = (int) (left & 0x7f);
      left >>>= 7;
    }
    pack.write(b);
    pack.writeBytes(base);
    var deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] out = new byte[content.length + 100];
    pack.write(out, 0, deflater.deflate(out));
    deflater.end();
  }

  private Collected read() throws Exception {
    Path git = folder.resolve("r");
    Path packs = Files.createDirectories(git.resolve("objects/pack"));
    Files.createDirectories(git.resolve("refs"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    byte[] sum = MessageDigest.getInstance("SHA-1").digest(pack.toByteArray());
    pack.writeBytes(sum);
    Files.write(packs.resolve("pack-1.pack"), pack.toByteArray());
    Files.write(packs.resolve("pack-1.idx"), index(sum));
    return Collected.of(new GitSource(), git);
  }

  private byte[] index(byte[] sum) throws IOException {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < ids.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(ids::get, Arrays::compareUnsigned));
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0xff744f63);
    out.writeInt(2);
    for (int fan = 0; fan < 256; fan++) {
      int last = fan;
      out.writeInt((int) ids.stream().filter(id -> (id[0] & 0xff) <= last).count());
    }
    for (int i : order) {
      out.write(ids.get(i));
    }
    for (int i = 0; i < ids.size(); i++) {
      out.writeInt((int) new CRC32().getValue());
    }
    for (int i : order) {
      out.writeInt(offsets.get(i));
    }
    out.write(sum);
    out.write(new byte[GitId.SHA1]);
    return bytes.toByteArray();
  }

  private static boolean incomplete(Collected collected) {
    return collected.skips.stream().anyMatch(skip -> !skip.reason().leavesScanComplete());
  }

  @Test
  void anEntryThatClaimsAGigabyteTakesNoMemoryForIt() throws Exception {
    begin(1);
    entry(id(1), BLOB, 1L << 30, new byte[0], "short".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(incomplete(read())).isTrue();
  }

  @Test
  void deltasMadeFromEachOtherInACircleEnd() throws Exception {
    begin(2);
    byte[] delta = {4, 4, (byte) 0x90, 4};
    entry(id(1), GitType.REF_DELTA, delta.length, id(2), delta);
    entry(id(2), GitType.REF_DELTA, delta.length, id(1), delta);

    assertThat(incomplete(read())).isTrue();
  }

  @Test
  void aDeltaOfItselfEnds() throws Exception {
    begin(1);
    byte[] delta = {4, 4, (byte) 0x90, 4};
    entry(id(1), GitType.REF_DELTA, delta.length, id(1), delta);

    assertThat(incomplete(read())).isTrue();
  }

  @Test
  void aDeltaWithoutABaseIsSaidAndTheRestIsRead() throws Exception {
    begin(2);
    byte[] delta = {4, 4, (byte) 0x90, 4};
    entry(id(1), GitType.REF_DELTA, delta.length, id(9), delta);
    entry(id(2), BLOB, 5, new byte[0], "whole".getBytes(StandardCharsets.ISO_8859_1));

    Collected collected = read();

    assertThat(incomplete(collected)).isTrue();
    assertThat(collected.strings()).contains("whole");
  }

  @Test
  void aTreeThatNamesItselfEnds() throws Exception {
    begin(2);
    var tree = new ByteArrayOutputStream();
    tree.writeBytes("40000 a\0".getBytes(StandardCharsets.ISO_8859_1));
    tree.writeBytes(id(1));
    entry(id(1), GitType.TREE, tree.size(), new byte[0], tree.toByteArray());
    byte[] commit =
        ("tree " + "01" + "00".repeat(19) + "\nauthor a <a@b> 1 +0000\n\nmessage\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    entry(id(2), GitType.COMMIT, commit.length, new byte[0], commit);

    assertThat(read().strings()).contains("message\n");
  }

  @Test
  void aTreeThatIsCutOffIsSaid() throws Exception {
    begin(1);
    byte[] tree = "100644 a\0short".getBytes(StandardCharsets.ISO_8859_1);
    entry(id(1), GitType.TREE, tree.length, new byte[0], tree);

    assertThat(incomplete(read())).isTrue();
  }

  /** A folder with a hundred names for one folder, ten deep: more paths than there are atoms. */
  @Test
  void pathsThatMultiplyAreBounded() throws Exception {
    begin(12);
    entry(id(1), BLOB, 7, new byte[0], "needle\n".getBytes(StandardCharsets.ISO_8859_1));
    for (int level = 2; level <= 11; level++) {
      var tree = new ByteArrayOutputStream();
      for (int i = 10; i < 100; i++) {
        tree.writeBytes(
            ((level == 2 ? "100644 n" : "40000 n") + i + "\0")
                .getBytes(StandardCharsets.ISO_8859_1));
        tree.writeBytes(id(level - 1));
      }
      entry(id(level), GitType.TREE, tree.size(), new byte[0], tree.toByteArray());
    }
    byte[] commit =
        ("tree " + "0b" + "00".repeat(19) + "\nauthor a <a@b> 1 +0000\n\nmessage\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    entry(id(12), GitType.COMMIT, commit.length, new byte[0], commit);
    Collected collected = read();
    var source = new GitSource();
    Path git = folder.resolve("r");
    Files.writeString(git.resolve("refs/main"), "0c" + "00".repeat(19) + "\n");

    var places =
        source.resolve(
            source.units(git, ReadOptions.all()).get(0),
            ReadOptions.all(),
            collected.texts.stream().map(Collected.Text::origin).toList());

    assertThat(places.values()).allSatisfy(found -> assertThat(found.size()).isLessThan(2000));
  }
}
