package dev.straykey.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.straykey.model.Skip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
  @TempDir Path folder;

  private static final class Seen implements ArchiveVisitor {
    final Map<String, String> texts = new LinkedHashMap<>();
    final List<String> skips = new ArrayList<>();
    long bytes;

    @Override
    public void entry(String path, InputStream in) throws IOException {
      byte[] all = in.readAllBytes();
      bytes += all.length;
      texts.put(path, new String(all, 0, Math.min(all.length, 1000), StandardCharsets.UTF_8));
    }

    @Override
    public void skipped(String path, Skip.Reason reason, String detail) {
      skips.add(path + " " + reason);
    }
  }

  private static Seen read(byte[] bytes, Limits limits) throws IOException {
    var seen = new Seen();
    Archives.read(bytes, bytes.length, "outer", limits, seen);
    return seen;
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] content, Packer packer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = packer.over(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesFilesOfAZip() throws IOException {
    var seen = read(zip(Map.of("a/b.txt", utf8("hello"))), Limits.DEFAULT);

    assertThat(seen.texts).containsExactly(Map.entry("outer!/a/b.txt", "hello"));
  }

  @Test
  void opensArchivesInOneAnother() throws IOException {
    byte[] inner = zip(Map.of("deep.txt", utf8("hello")));
    var seen = read(zip(Map.of("in.zip", inner)), Limits.DEFAULT);

    assertThat(seen.texts).containsKey("outer!/in.zip!/deep.txt");
  }

  @Test
  void takesATarInAGzipAsOneArchive() throws IOException {
    byte[] tarGz = packed(tar("x/y.txt", utf8("hello")), GZIPOutputStream::new);

    assertThat(read(tarGz, Limits.DEFAULT).texts)
        .containsExactly(Map.entry("outer!/x/y.txt", "hello"));
  }

  @Test
  void opensBzip2AndXz() throws IOException {
    var bz = read(packed(utf8("hello"), BZip2CompressorOutputStream::new), Limits.DEFAULT);
    var xz = read(packed(utf8("hello"), XZCompressorOutputStream::new), Limits.DEFAULT);

    assertThat(bz.texts.values()).containsExactly("hello");
    assertThat(xz.texts.values()).containsExactly("hello");
  }

  @Test
  void opensSevenZip() throws IOException {
    Path file = folder.resolve("a.7z");
    try (var out = new SevenZOutputFile(file.toFile())) {
      var entry = out.createArchiveEntry(file, "in.txt");
      out.putArchiveEntry(entry);
      out.write(utf8("hello"));
      out.closeArchiveEntry();
    }
    var seen = new Seen();
    Archives.read(file, "", Limits.DEFAULT, seen);

    assertThat(seen.texts).containsExactly(Map.entry("in.txt", "hello"));
  }

  @Test
  void aSevenZipThatNeedsAPasswordIsEncryptedAndNotBroken() throws IOException {
    Path file = folder.resolve("a.7z");
    try (var out = new SevenZOutputFile(file.toFile(), "pw".toCharArray())) {
      out.putArchiveEntry(out.createArchiveEntry(file, "in.txt"));
      out.write(utf8("hello"));
      out.closeArchiveEntry();
    }
    var seen = new Seen();
    Archives.read(file, "", Limits.DEFAULT, seen);

    assertThat(seen.skips).containsExactly("in.txt ENCRYPTED");
  }

  @Test
  void readsJoinedGzipMembersAsOneText() throws IOException {
    byte[] one = packed(utf8("one "), GZIPOutputStream::new);
    byte[] two = packed(utf8("two"), GZIPOutputStream::new);
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);

    assertThat(read(both, Limits.DEFAULT).texts.values()).containsExactly("one two");
  }

  @Test
  void stopsABombAndSaysSo() throws IOException {
    byte[] zeros = new byte[32 << 20];
    var seen = read(zip(Map.of("zeros", zeros)), Limits.SMALL);

    assertThat(seen.bytes).isLessThan(17L << 20);
    assertThat(seen.skips).anyMatch(skip -> skip.endsWith("BOUNDED"));
  }

  @Test
  void stopsAtTheDepthLimitAndSaysSo() throws IOException {
    byte[] nested = zip(Map.of("core.txt", utf8("hello")));
    for (int i = 0; i < 5; i++) {
      nested = zip(Map.of("n.zip", nested));
    }

    assertThat(read(nested, Limits.SMALL).skips)
        .containsExactly("outer!/n.zip!/n.zip!/n.zip BOUNDED");
  }

  @Test
  void readsWhatCameBeforeTheEndOfATruncatedZip() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 20; i++) {
      files.put("f" + i, utf8("text " + i));
    }
    byte[] whole = zip(files);
    var seen = read(Arrays.copyOf(whole, whole.length / 2), Limits.DEFAULT);

    assertThat(seen.texts).hasSizeGreaterThan(10).containsEntry("outer!/f0", "text 0");
    assertThat(seen.skips).anyMatch(skip -> skip.endsWith("BROKEN"));
  }

  @Test
  void saysThatAnEntryNeedsAPassword() throws IOException {
    byte[] zip = zip(Map.of("a.txt", utf8("hello")));
    int central = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[central + 8] |= 1; // general purpose bit 0: encrypted

    assertThat(read(zip, Limits.DEFAULT).skips).containsExactly("outer!/a.txt ENCRYPTED");
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i < bytes.length - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  @Test
  void saysThatAMethodOfPackingCannotBeReadAndGoesOn() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      var entry = new ZipEntry("a.txt");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(4);
      entry.setCrc(0x3b8ba7c7L);
      zip.putNextEntry(entry);
      zip.write(utf8("text"));
    }
    // Without its directory it is read in order.
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 30);
    cut[8] = 93; // Zstandard

    var seen = read(cut, Limits.DEFAULT);

    assertThat(seen.skips).isNotEmpty();
  }

  @Test
  void takesNamesThatClimbOutAsNamesOnly() throws IOException {
    var seen = read(zip(Map.of("/../../etc/x", utf8("hello"))), Limits.DEFAULT);

    assertThat(seen.texts).containsKey("outer!/../../etc/x");
  }

  @Test
  void leavesNoTemporaryFileOfANestedZip() throws IOException {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    long before = packedFiles(temp);

    read(zip(Map.of("in.zip", zip(Map.of("a", utf8("hello"))))), Limits.DEFAULT);

    assertThat(packedFiles(temp)).isLessThanOrEqualTo(before);
  }

  private static long packedFiles(Path temp) throws IOException {
    try (var files = Files.list(temp)) {
      return files.filter(file -> file.toString().endsWith(".packed")).count();
    }
  }

  @Property(tries = 300)
  void neverFailsOnADamagedArchive(
      @ForAll @IntRange(max = 4) int format,
      @ForAll @IntRange(max = 100_000) int at,
      @ForAll byte xor,
      @ForAll @IntRange(max = 100_000) int cut)
      throws IOException {
    byte[] bytes = sample(format);
    bytes[4 + at % (bytes.length - 4)] ^= xor;
    byte[] damaged = Arrays.copyOf(bytes, Math.max(bytes.length - cut % bytes.length, 4));

    if (Archives.recognise(damaged, damaged.length) != null) {
      assertThatCode(() -> read(damaged, Limits.SMALL)).doesNotThrowAnyException();
    }
  }

  @Property(tries = 50)
  void deliversWhatStandsBeforeTheCutOfAGzip(@ForAll @IntRange(min = 1, max = 900) int lost)
      throws IOException {
    var random = new java.util.Random(lost);
    var text = new StringBuilder();
    random.ints(20_000, 'a', 'z').forEach(c -> text.append((char) c));
    byte[] whole = packed(utf8(text.toString()), GZIPOutputStream::new);
    var seen = read(Arrays.copyOf(whole, whole.length - lost), Limits.DEFAULT);

    assertThat(text.toString()).startsWith(String.join("", seen.texts.values()));
    assertThat(seen.bytes).isGreaterThan(15_000);
    assertThat(seen.skips).isNotEmpty();
  }

  private static byte[] sample(int format) throws IOException {
    byte[] text = utf8("some text that packs. ".repeat(40));
    return switch (format) {
      case 0 -> zip(Map.of("a", text, "b", text));
      case 1 -> tar("a", text);
      case 2 -> packed(tar("a", text), GZIPOutputStream::new);
      case 3 -> packed(text, BZip2CompressorOutputStream::new);
      default -> packed(text, XZCompressorOutputStream::new);
    };
  }
}
