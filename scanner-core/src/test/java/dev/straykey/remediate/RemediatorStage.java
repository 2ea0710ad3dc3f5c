package dev.straykey.remediate;

import dev.straykey.model.Action;
import dev.straykey.model.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One key on a bench, and what became of it. */
abstract class RemediatorStage {
  @TempDir Path folder;
  Bench bench;
  final Lines key = Lines.of("one");

  @BeforeEach
  void world() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  Applied apply() {
    return bench.apply(List.of(key.line()), key.keys()).get(0);
  }

  static Outcome outcome(Applied applied, Action action) {
    return applied.outcomes().stream().filter(o -> o.action() == action).findFirst().orElseThrow();
  }
}
