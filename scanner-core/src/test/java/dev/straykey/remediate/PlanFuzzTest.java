package dev.straykey.remediate;

import static dev.straykey.fuzz.Mutants.bytes;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
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
import org.junit.jupiter.params.provider.MethodSource;

/** A plan, with anything in it. */
class PlanFuzzTest {
  private static final Path FILE = temporary();
  private static final List<byte[]> SEEDS = seedPlans();

  @Property
  void aDamagedOneIsReadOrRefused(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesAreReadOrRefused(byte[] input) throws IOException {
    read(input);
  }

  private static void read(byte[] input) throws IOException {
    Files.write(FILE, input);
    Planted.readsOrRefuses(() -> Plan.read(FILE), "SK-5001", "SK-5002");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }

  private static List<byte[]> seedPlans() {
    try {
      Plan.of(
              List.of(Lines.of("one").line(), Lines.of("two").line()),
              Bench.START,
              Planted.KEY,
              "1f3a9c02")
          .write(FILE);
      byte[] good = Files.readAllBytes(FILE);
      String text = new String(good, StandardCharsets.UTF_8);
      return List.of(
          good,
          bytes(text.replace("\"startedBy\"", "\"" + Planted.KEY + "\"")),
          bytes(text.replaceAll("T[0-9:]+Z", Planted.KEY)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      Path file = Files.createTempFile("straykey", ".fuzz");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
