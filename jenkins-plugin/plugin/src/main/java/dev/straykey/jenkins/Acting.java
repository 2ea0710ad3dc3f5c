package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Acts on the sealed keys that wait, one message after the other, and tells each build what became
 * of its keys. Knows no Jenkins; only on the controller.
 */
final class Acting {
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

  /** Acts on what waits; returns how many messages were dealt with. */
  int work() throws IOException {
    int dealt = 0;
    for (Path file : inbox.waiting()) {
      if (one(file)) {
        dealt++;
      }
    }
    return dealt;
  }

  private boolean one(Path file) throws IOException {
    Inbox.Message message;
    try {
      message = inbox.read(file);
    } catch (IOException | ScannerException e) {
      log.accept(
          "SK-4219 A message with sealed keys cannot be read and is dropped: "
              + file.getFileName());
      inbox.done(file);
      return true;
    }
    if (!isTrusted(message)) {
      inbox.done(file);
      return true;
    }
    return act(file, message);
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

  private boolean act(Path file, Inbox.Message message) throws IOException {
    try {
      ActingDesk.Acted acted =
          OwnLoader.call(
              () ->
                  new ActingDesk(surroundings, config, pair.get())
                      .act(
                          message.build(),
                          message.page().isEmpty() ? null : message.page(),
                          message.found(),
                          event -> {}));
      builds.tell(message.build(), acted.states(), acted.errors());
      inbox.done(file);
      return true;
    } catch (ScannerException e) {
      String why = Plain.of(String.valueOf(e.getMessage()));
      log.accept(message.build() + ": " + why);
      return failed(file, message, why);
    } catch (RuntimeException e) {
      // Its class alone: what a driver or a library says may hold what it was given.
      String why =
          "SK-4222 Acting on the keys of this build broke (%s); it is tried again."
              .formatted(e.getClass().getSimpleName());
      log.accept(message.build() + ": " + why);
      return failed(file, message, why);
    }
  }

  /** Tried again with every run of the periodic work, for a week. */
  private boolean failed(Path file, Inbox.Message message, String why) throws IOException {
    if (inbox.isOld(file, surroundings.clock().instant())) {
      inbox.done(file);
      builds.tell(
          message.build(),
          Map.of(),
          List.of(
              "SK-4218 Keys of this build were not acted on for %d days and are dropped; scan the"
                      .formatted(Inbox.LONGEST.toDays())
                  + " same place again."));
      return true;
    }
    builds.tell(message.build(), Map.of(), List.of(ActedFile.FOR_NOW + why));
    return false;
  }
}
