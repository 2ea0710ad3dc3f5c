package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** A repository, with anything in one of its files; the first byte says in which. */
class GitFuzzTest {
  private static final GitFuzzRepository REPOSITORY = GitFuzzRepository.make();
  private static final List<byte[]> SEEDS = REPOSITORY.seeds();

  @Property
  void aDamagedFileIsReadOrSkipped(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyFileIsReadOrSkipped(byte[] input) throws IOException {
    read(input);
  }

  /** The key is read all the same, or it is said that something was not. */
  private static void read(byte[] input) throws IOException {
    REPOSITORY.with(
        input,
        folder -> {
          Collected collected = Collected.of(new GitSource(), folder);
          collected.skips.forEach(s -> Planted.saysNothing(s.detail()));
          assertThat(
                  collected.strings().stream().anyMatch(text -> text.contains(Planted.KEY))
                      || collected.skips.stream().anyMatch(s -> !s.reason().leavesScanComplete()))
              .isTrue();
        });
  }

  @Property(tries = 100)
  void whatADamagedFileLeavesIsPlacedWithoutAnError(@ForAll("damaged") byte[] input)
      throws IOException {
    REPOSITORY.with(
        input,
        folder -> {
          var source = new GitSource();
          Collected collected = Collected.of(source, folder);
          source.resolve(
              source.units(folder, ReadOptions.all()).get(0),
              ReadOptions.all(),
              collected.texts.stream().map(Collected.Text::origin).toList());
        });
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
