package dev.straykey.unpack;

import static dev.straykey.fuzz.Mutants.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import dev.straykey.model.Skip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

/** An archive of any format, with anything in it. */
class ArchivesFuzzTest {
  private static final List<byte[]> SEEDS = seedArchives();

  @Property
  void aDamagedOneIsUnpackedOrSkipped(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesAreUnpackedOrSkipped(byte[] input) throws IOException {
    read(input);
  }

  private static void read(byte[] input) throws IOException {
    if (Archives.recognise(input, input.length) == null) {
      return;
    }
    Archives.read(
        input,
        input.length,
        "outer",
        Limits.SMALL,
        new ArchiveVisitor() {
          private long bytes;

          @Override
          public void entry(String path, InputStream in) throws IOException {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              bytes += n;
            }
            assertThat(bytes).isLessThanOrEqualTo(Limits.SMALL.maxTotalBytes() + (1 << 20));
          }

          @Override
          public void skipped(String path, Skip.Reason reason, String detail) {
            Planted.saysNothing(detail);
          }
        });
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }

  private interface Packer {
    OutputStream around(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] text, Packer packer) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packing = packer.around(out)) {
      packing.write(text);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, byte[] text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text);
      zip.putNextEntry(new ZipEntry("b"));
      zip.write(text, 0, 9);
    }
    return out.toByteArray();
  }

  private static byte[] tar(String name, byte[] text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      var entry = new TarArchiveEntry(name);
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static byte[] sevenZip(byte[] text) throws IOException {
    var file = Files.createTempFile("fuzz", ".7z");
    try {
      try (var archive = new SevenZOutputFile(file.toFile())) {
        var entry = archive.createArchiveEntry(file.toFile(), "a");
        archive.putArchiveEntry(entry);
        archive.write(text);
        archive.closeArchiveEntry();
      }
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static List<byte[]> seedArchives() {
    byte[] text = bytes((Planted.KEY + " text that packs. ").repeat(20));
    try {
      return List.of(
          zip("a", text),
          zip("word/document.xml", bytes("<w:p><w:t>" + Planted.KEY + "</w:t></w:p>".repeat(9))),
          FormatsTest.propertyList("name", Planted.KEY, "wide"),
          packed(text, io.airlift.compress.zstd.ZstdOutputStream::new),
          zip("in.zip", zip("a", text)),
          zip("in.tar.gz", packed(tar("a", text), GZIPOutputStream::new)),
          tar("a".repeat(150), text),
          packed(tar("a", text), GZIPOutputStream::new),
          packed(text, BZip2CompressorOutputStream::new),
          packed(text, XZCompressorOutputStream::new),
          sevenZip(text),
          BinaryFiles.javaClass("static final String A = \"" + Planted.KEY + "\";"),
          BinaryFiles.dex("NAME", Planted.KEY, "other"),
          BinaryFiles.sqlite(Planted.KEY, "x".repeat(6000) + Planted.KEY),
          BinaryFiles.pdf(true, Planted.KEY, "other"),
          BinaryFiles.pdf(false, Planted.KEY, "(o)ther"),
          BinaryFiles.heapDump(Planted.KEY, Planted.KEY),
          BinaryFiles.python(Planted.KEY, "another text"),
          BinaryFiles.androidResources(false, Planted.KEY, "other"),
          BinaryFiles.androidResources(true, Planted.KEY, "other"),
          BinaryFiles.coreDump(Planted.KEY),
          GitBundles.of(new String(text, UTF_8), new String(text, UTF_8) + "more", "other"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
