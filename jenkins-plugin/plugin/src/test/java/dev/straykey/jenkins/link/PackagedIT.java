package dev.straykey.jenkins.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar inside the plugin works by itself: libraries were moved and cut to what is reached, which
 * no other test sees.
 */
class PackagedIT {
  @TempDir Path folder;

  @Test
  void scansActsAndReportsWithNothingButItsOwnJar() throws Exception {
    Path jar = Files.write(folder.resolve("straykey.jar"), Hpi.entries().get(Hpi.INNER));
    URL[] path = {
      jar.toUri().toURL(),
      Path.of("../stand-ins/target/classes").toUri().toURL(),
      Path.of("target/test-classes").toUri().toURL()
    };
    // The thread's own loader stays the test's, as in a Jenkins it stays Jenkins'.
    try (var loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> probe = loader.loadClass("dev.straykey.jenkins.PackagedProbe");
      Path home = Files.createDirectory(folder.resolve("home"));
      Path workspace = Files.createDirectory(folder.resolve("workspace"));
      Object made =
          probe.getDeclaredConstructor(Path.class, Path.class).newInstance(home, workspace);

      assertThat(((Callable<?>) made).call()).isEqualTo("ok");
      assertThat(probe.getClassLoader()).isSameAs(loader);
    }
    assertThat(leftOver(folder.resolve("workspace"))).isGreaterThanOrEqualTo(9);
  }

  private static long leftOver(Path workspace) throws IOException {
    try (var files = Files.list(workspace)) {
      return files.filter(f -> f.getFileName().toString().startsWith("report.")).count();
    }
  }
}
