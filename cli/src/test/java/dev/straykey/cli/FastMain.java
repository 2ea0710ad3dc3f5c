package dev.straykey.cli;

import dev.straykey.pipeline.Surroundings;
import java.time.Instant;
import java.util.Arrays;

/**
 * The command with a clock that runs faster: {@code FastMain BEGINNING SPEED arguments…}. For tests
 * alone; the shipped command has no such setting.
 */
final class FastMain {
  private FastMain() {}

  public static void main(String[] args) {
    var clock = new FastClock(Instant.parse(args[0]), Integer.parseInt(args[1]));
    Surroundings process = Surroundings.ofProcess();
    var fast =
        new Surroundings(
            process.environment(), process.input(), clock, clock::sleep, process.version());
    System.exit(Main.run(fast, Arrays.copyOfRange(args, 2, args.length)));
  }
}
