package dev.straykey.maven;

import dev.straykey.model.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Takes stock: names every key that stands in the project or its history in the baseline, so that
 * only new ones fail. What people wrote into the file about a key that is still there stays. A key
 * of the inventory fails all the same.
 */
@Mojo(name = "baseline", threadSafe = true, requiresProject = false)
public final class BaselineMojo extends AbstractStraykeyMojo {

  @Override
  void go() {
    Path file = baselineFile();
    RunResult result =
        run(
            ScanHistoryMojo.whole(
                this, Place.of(directory()), Files.exists(file) ? file : null, file),
            surrounded(),
            List.of());
    if (!result.complete()) {
      getLog().warn("Straykey: not everything could be read; mvn straykey:scan-history says what");
    }
    getLog()
        .info(
            "Straykey: %s in %s; write a reason beside each, and commit the file"
                .formatted(Said.many(result.results().size(), "known key"), reactor().shown(file)));
  }
}
