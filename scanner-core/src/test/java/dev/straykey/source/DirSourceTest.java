package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.straykey.fuzz.Planted;
import dev.straykey.model.Audience;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, single files, archives and standard input: what is read as plain files. */
class DirSourceTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path zip(String name, String inner, String text) throws IOException {
    Path file = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(inner));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private Collected read(ReadOptions options) throws IOException {
    return Collected.of(new DirSource(), folder, options);
  }

  private Collected read() throws IOException {
    return read(ReadOptions.all());
  }

  private static ReadOptions plain(String... excludes) {
    return new ReadOptions(true, false, null, null, null, Map.of(), null, List.of(excludes), true);
  }

  @Test
  void readsFilesInOrderOfTheirNames() throws IOException {
    write("b.txt", "b");
    write("a/z.txt", "z");
    write("a/y.txt", "y");

    assertThat(read().paths()).containsExactly("a/y.txt", "a/z.txt", "b.txt");
  }

  @Test
  void opensArchivesAndSaysWhereTheyWereEntered() throws IOException {
    zip("x.zip", "in/a.txt", "inside");

    assertThat(read().at("x.zip!/in/a.txt")).isEqualTo("inside");
  }

  @Test
  void offersAnArchiveAsASourceFirst() throws IOException {
    zip("x.zip", "a.txt", "inside");

    assertThat(read().offered).containsExactly("x.zip");
  }

  @Test
  void offersARepositoryAndAnExportAsSourcesFirst() throws IOException {
    write("repo/.git/HEAD", "ref: refs/heads/main");
    write("chat/channels.json", "[]");

    assertThat(read().offered).containsExactly("chat", "repo");
  }

  @Test
  void offersNothingWhenAllIsToBePlainFiles() throws IOException {
    write("repo/.git/HEAD", "ref: refs/heads/main");
    write("repo/a.txt", "text");
    zip("x.zip", "a.txt", "inside");

    var collected = read(plain());

    assertThat(collected.offered).isEmpty();
    assertThat(collected.paths()).containsExactly("repo/a.txt", "x.zip!/a.txt");
    assertThat(collected.skips).extracting(Skip::reason).containsExactly(Skip.Reason.EXCLUDED);
  }

  @Test
  void looksAtNamesOfFilesFoldersAndLinksAndOfWhatIsPacked() throws IOException {
    write("folder-" + Planted.KEY + "/deep/a.txt", "text");
    write("file-" + Planted.KEY, "\0");
    Files.createSymbolicLink(folder.resolve("link-" + Planted.KEY), folder);
    zip("x.zip", "in/packed-" + Planted.KEY + "/a.txt", "inside");

    assertThat(read().named.stream().map(o -> o.provenances().get(0)))
        .extracting(p -> p.path().replace(Planted.KEY, "*"), Provenance::field)
        .containsExactly(
            tuple("file-*", "name"),
            tuple("folder-*", "name"),
            tuple("link-*", "name"),
            tuple("x.zip!/in/packed-*", "name"));
  }

  @Test
  void looksAtANameOfManyFilesOnce() throws IOException {
    for (int i = 0; i < 9; i++) {
      write(i + "/a-name-of-many-files.txt", "text");
    }

    assertThat(read().names).containsExactly("a-name-of-many-files.txt");
  }

  @Test
  void doesNotLookAtNamesThatAreLeftOut() throws IOException {
    write("out/file-" + Planted.KEY, "text");
    zip("x.zip", "out/file-" + Planted.KEY, "inside");

    assertThat(read(plain("out")).names).isEmpty();
  }

  @Test
  void looksAtTheNameOfWhatIsPackedAndEncrypted() throws IOException {
    Path zip = zip("x.zip", "packed-" + Planted.KEY, "inside");
    byte[] bytes = Files.readAllBytes(zip);
    bytes[6] |= 1;
    for (int i = 0; i < bytes.length - 3; i++) {
      if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
        bytes[i + 8] |= 1;
      }
    }
    Files.write(zip, bytes);

    Collected collected = read();

    assertThat(collected.skips).extracting(Skip::reason).containsExactly(Skip.Reason.ENCRYPTED);
    assertThat(collected.named).hasSize(1);
  }

  @Test
  void doesNotFollowALinkOutOfTheFolder(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret.txt"), "outside");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    write("a.txt", "inside");

    assertThat(read().strings()).containsExactly("inside");
  }

  @Test
  void countsBinaryFilesInOneSkip() throws IOException {
    write("a.bin", "a\0");
    write("b.bin", "b\0");

    assertThat(read().skips)
        .singleElement()
        .satisfies(skip -> assertThat(skip.detail()).isEqualTo("2 binary files"));
  }

  @Test
  void readsUtf16() throws IOException {
    Files.write(
        folder.resolve("a.txt"), "\ufeffgr\u00fc\u00df".getBytes(StandardCharsets.UTF_16LE));

    assertThat(read().strings()).containsExactly("gr\u00fc\u00df");
  }

  @Test
  void readsAFileThatIsLargerThanMemoryIsToHold() throws IOException {
    write("a.txt", "0123456789abcde\n".repeat(400_000) + "needle");

    assertThat(read().at("a.txt")).hasSize(16 * 400_000 + 6).endsWith("needle");
  }

  @Test
  void leavesOutWhatPatternsName() throws IOException {
    write("src/a.lock", "x");
    write("dist/b.txt", "x");
    write("src/c.txt", "x");

    assertThat(read(plain("*.lock", "dist/")).paths()).containsExactly("src/c.txt");
  }

  @Test
  void readsNothingOfAnEmptyFolder() throws IOException {
    var collected = read();

    assertThat(collected.texts).isEmpty();
    assertThat(collected.counts).containsEntry("files", 0L);
  }

  @Test
  void readsOneFileAsText() throws IOException {
    write("a.txt", "text");
    Path file = folder.resolve("a.txt");
    var collected = Collected.of(Sources.recognise(file), file);

    assertThat(collected.strings()).containsExactly("text");
    assertThat(collected.texts.get(0).name()).isEqualTo("a.txt");
  }

  @Test
  void recognisesAnArchiveByItsContent() throws IOException {
    Path file = zip("noending", "a.txt", "inside");
    var source = Sources.recognise(file);

    assertThat(source.kind()).isEqualTo("archive");
    assertThat(Collected.of(source, file).at("a.txt")).isEqualTo("inside");
  }

  @Test
  void readsStandardInput() throws IOException {
    var in = new ByteArrayInputStream("piped".getBytes(StandardCharsets.UTF_8));
    var collected = Collected.of(new StandardInput(in), Path.of("-"));

    assertThat(collected.strings()).containsExactly("piped");
    assertThat(collected.texts.get(0).place().source()).isEqualTo("-");
  }

  @Test
  void opensAnArchiveOnStandardInput() throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("packed".getBytes(StandardCharsets.UTF_8));
    }
    var in = new ByteArrayInputStream(bytes.toByteArray());

    assertThat(Collected.of(new StandardInput(in), Path.of("-")).strings())
        .containsExactly("packed");
  }

  @Test
  void takesAFolderAsLocalUntilSomebodySaysOtherwise() throws IOException {
    write("a.txt", "text");
    var open =
        new ReadOptions(true, false, null, null, Audience.PUBLIC, Map.of(), null, List.of(), false);

    assertThat(read().texts.get(0).place().audience()).isEqualTo(Audience.LOCAL);
    assertThat(read(open).texts.get(0).place().audience()).isEqualTo(Audience.PUBLIC);
  }

  @Test
  void namesTheKindsThatThereAre() {
    assertThatThrownBy(() -> Sources.byKind("confluence"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-3001", "archive, dir, git, jira, slack, text, json");
  }

  @Test
  void refusesAPathThatIsNotThere() {
    assertThatThrownBy(() -> Sources.recognise(folder.resolve("nowhere")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-3002");
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void textOfWideCharactersIsReadWithItsMark(String charset) throws IOException {
    var name = java.nio.charset.Charset.forName(charset);
    Files.write(folder.resolve("a.txt"), "\ufeffschlüssel = wert".getBytes(name));

    assertThat(read().texts).extracting(Collected.Text::text).containsExactly("schlüssel = wert");
  }

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void textOfWideCharactersIsReadWithoutAMark(String charset) throws IOException {
    var name = java.nio.charset.Charset.forName(charset);
    Files.write(folder.resolve("a.txt"), "token = ordinary text\r\n".getBytes(name));

    assertThat(read().texts)
        .extracting(Collected.Text::text)
        .containsExactly("token = ordinary text\r\n");
  }

  @Test
  void aFileWithSomeZerosIsStillBinary() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[] {'a', 0, 1, 2, 'b', 0, 'c', 'd', 0, 0, 0, 9});

    assertThat(read().texts).isEmpty();
  }
}
