package dev.straykey.source;

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

  private static void read(byte[] input) throws IOException {
    REPOSITORY.with(
        input,
        folder ->
            Collected.of(new GitSource(), folder)
                .skips
                .forEach(s -> Planted.saysNothing(s.detail())));
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
