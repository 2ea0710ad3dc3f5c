package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Acts on the sealed keys that wait, one build after the other, and tells each build what became of
 * its keys. Knows no Jenkins; only on the controller.
 */
final class Acting {
  private static final int MOST_AT_ONCE = 1000;

  private final Inbox inbox;
  private final Surroundings surroundings;
  private final Path config;
  private final Supplier<byte[]> pair;
  private final Builds builds;
  private final Consumer<String> log;

  /** The builds of this Jenkins. */
  interface Builds {
    /** What is known of whom a build runs for. */
    enum Trust {
      TRUSTED,
      /** A pull request of a fork: nothing it says is acted on. */
      STRANGER,
      /** Deleted, so nobody can say. */
      GONE
    }

    Trust trust(String build);

    /**
     * Keeps for the build's page what became of its keys.
     *
     * @param states in words, by fingerprint
     * @param errors each with its code
     */
    void tell(String build, Map<String, String> states, List<String> errors);
  }

  Acting(
      Inbox inbox,
      Surroundings surroundings,
      Path config,
      Supplier<byte[]> pair,
      Builds builds,
      Consumer<String> log) {
    this.inbox = inbox;
    this.surroundings = surroundings;
    this.config = config;
    this.pair = pair;
    this.builds = builds;
    this.log = log;
  }

  /**
   * Messages of one build, which are acted on together: inventory and configuration are read once,
   * and the limits of a run are those of the build.
   */
  private static final class Batch {
    final String build;
    final List<Path> files = new ArrayList<>();
    final List<AgentFinding> found = new ArrayList<>();
    String page = "";

    Batch(String build) {
      this.build = build;
    }

    void add(Path file, Inbox.Message message) {
      files.add(file);
      found.addAll(message.found());
      page = message.page().isEmpty() ? page : message.page();
    }
  }

  /** Acts on what waits; returns how many messages were dealt with. */
  int work() throws IOException {
    int dealt = 0;
    Map<String, Batch> open = new LinkedHashMap<>();
    List<Batch> batches = new ArrayList<>();
    for (Path file : inbox.waiting()) {
      Inbox.Message message = read(file);
      if (message == null || !isTrusted(message)) {
        inbox.done(file);
        dealt++;
        continue;
      }
      Batch batch = open.get(message.build());
      if (batch == null || batch.found.size() + message.found().size() > MOST_AT_ONCE) {
        batch = new Batch(message.build());
        open.put(message.build(), batch);
        batches.add(batch);
      }
      batch.add(file, message);
    }
    for (Batch batch : batches) {
      dealt += act(batch);
    }
    return dealt;
  }

  private Inbox.@Nullable Message read(Path file) {
    try {
      return inbox.read(file);
    } catch (IOException | ScannerException e) {
      log.accept(
          "SK-4219 A message with sealed keys cannot be read and is dropped: "
              + file.getFileName());
      return null;
    }
  }

  private boolean isTrusted(Inbox.Message message) {
    if (message.trusted()) {
      return true;
    }
    Builds.Trust trust = builds.trust(message.build());
    if (trust == Builds.Trust.GONE) {
      log.accept(
          "SK-4221 The build %s is gone, so what its console held is not acted on"
              .formatted(Plain.of(message.build())));
    }
    return trust == Builds.Trust.TRUSTED;
  }

  private int act(Batch batch) throws IOException {
    try {
      ActingDesk.Acted acted =
          OwnLoader.call(
              () ->
                  new ActingDesk(surroundings, config, pair.get())
                      .act(
                          batch.build,
                          batch.page.isEmpty() ? null : batch.page,
                          batch.found,
                          event -> {}));
      builds.tell(batch.build, acted.states(), acted.errors());
      for (Path file : batch.files) {
        inbox.done(file);
      }
      return batch.files.size();
    } catch (ScannerException e) {
      return failed(batch, Plain.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // Its class alone: what a driver or a library says may hold what it was given.
      return failed(
          batch,
          "SK-4222 Acting on the keys of this build broke (%s)."
              .formatted(e.getClass().getSimpleName()));
    }
  }

  /** Tried again with every run of the periodic work, for a week. */
  private int failed(Batch batch, String why) throws IOException {
    log.accept(Plain.of(batch.build) + ": " + why);
    builds.tell(batch.build, Map.of(), List.of(ActedFile.FOR_NOW + why));
    int dropped = 0;
    for (Path file : batch.files) {
      if (inbox.isOld(file, surroundings.clock().instant())) {
        inbox.done(file);
        dropped++;
      }
    }
    if (dropped > 0) {
      builds.tell(
          batch.build,
          Map.of(),
          List.of(
              "SK-4218 Keys of this build were not acted on for %d days and are dropped; scan the"
                      .formatted(Inbox.LONGEST.toDays())
                  + " same place again."));
    }
    return dropped;
  }
}
