package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import dev.straykey.unpack.GitBundles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** A bundle that is read as a history, with anything in it. */
class GitBundleFuzzTest {
  private static final Path FOLDER = FuzzFolder.make();
  private static final List<byte[]> SEEDS = made();

  private static List<byte[]> made() {
    try {
      String text = (Planted.KEY + " a line of some length\n").repeat(20);
      byte[] bundle = GitBundles.of(text, text + "more\n", text + "more\nand more\n");
      String all = new String(bundle, StandardCharsets.ISO_8859_1);
      int pack = all.indexOf("PACK");
      String continued =
          all.substring(0, 16) + "-" + "1".repeat(40) + " before\n" + all.substring(16);
      return List.of(
          bundle,
          all.substring(pack).getBytes(StandardCharsets.ISO_8859_1),
          continued.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property
  void aDamagedBundleIsReadOrSkipped(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBundleIsReadOrSkipped(byte[] input) throws IOException {
    read(input);
  }

  /** The key is read all the same, or it is said that something was not. */
  private static void read(byte[] input) throws IOException {
    Path file = FOLDER.resolve("any.bundle");
    Files.write(file, input);
    var source = new GitSource();
    if (source.recognises(file) == 0) {
      return;
    }
    Collected collected;
    try {
      collected = Collected.of(source, file);
    } catch (IOException e) {
      return; // said as broken by whoever asked
    }
    collected.skips.forEach(skip -> Planted.saysNothing(skip.detail()));
    assertThat(
            collected.strings().stream().anyMatch(text -> text.contains(Planted.KEY))
                || collected.skips.stream().anyMatch(s -> !s.reason().leavesScanComplete()))
        .isTrue();
    source.resolve(
        source.units(file, ReadOptions.all()).get(0),
        ReadOptions.all(),
        collected.texts.stream().map(Collected.Text::origin).toList());
  }

  @Test
  void theFolderThatABundleIsMadeIsGoneAfterwards() throws IOException {
    Path file = FOLDER.resolve("a.bundle");
    Files.write(file, SEEDS.get(0));

    Path made;
    try (var folder = GitBundleFolder.of(file, GitBundleFolder.silent())) {
      made = folder.layout().common();
      assertThat(made).isDirectory();
    }

    assertThat(made).doesNotExist();
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
