package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.RemediationDesk;
import dev.straykey.pipeline.Surroundings;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/**
 * Hands sealed keys of builds to {@link Acting}, at once and again with the periodic work. Only
 * where the system configuration says so, and only on the controller.
 */
final class ActingWork {
  private static final Logger LOG = Logger.getLogger(ActingWork.class.getName());

  /** One at a time; who asks while one waits already asks for nothing new. */
  private static final ThreadPoolExecutor THREAD =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(1),
          task -> {
            var thread = new Thread(task, "straykey acting");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  static {
    THREAD.allowCoreThreadTimeOut(true);
  }

  private ActingWork() {}

  /**
   * Keeps what a build found to be acted on, and wakes the work.
   *
   * @param trusted whether the build is known not to be a fork's; else that is to be looked at
   * @return what went wrong, with its code; null when nothing did. A build never fails of it
   */
  static @Nullable String hand(
      String build, String page, boolean trusted, List<AgentFinding> found) {
    try {
      StraykeyConfiguration configuration = StraykeyConfiguration.get();
      if (!configuration.acts()) {
        return null;
      }
      var message = new Inbox.Message(build, page, trusted, found);
      if (!message.found().isEmpty()) {
        configuration.inbox().put(message);
        soon();
      }
      return null;
    } catch (IOException | RuntimeException e) {
      String why =
          "SK-4217 Found keys cannot be kept to be acted on (%s); scan the same place with"
                  .formatted(e.getClass().getSimpleName())
              + " 'straykey scan --apply'.";
      LOG.log(Level.WARNING, why + " Build " + Plain.of(build), e);
      return why;
    }
  }

  /** Returns where a person looks at a build; empty where Jenkins does not know its own address. */
  static String page(Run<?, ?> run) {
    try {
      String root = Jenkins.get().getRootUrl();
      return root == null ? "" : root + run.getUrl() + "straykey/";
    } catch (RuntimeException e) {
      return ""; // no console stays unmasked for want of a link
    }
  }

  static void soon() {
    THREAD.execute(
        () -> {
          try {
            now(StraykeyConfiguration.get(), LOG::warning);
          } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "SK-4223 The controller cannot act on found keys", e);
          }
        });
  }

  /**
   * Acts on what waits.
   *
   * @param log takes a line for whatever went wrong
   */
  static synchronized void now(StraykeyConfiguration configuration, Consumer<String> log)
      throws IOException {
    Path config = configuration.configPath();
    if (!configuration.acts() || config == null) {
      configuration.inbox().clear();
      return;
    }
    Surroundings surroundings = configuration.surroundings();
    int dealt =
        new Acting(
                configuration.inbox(), surroundings, config, TravelKey::pair, new OwnBuilds(), log)
            .work();
    if (dealt > 0) {
      look(surroundings, config, log);
    }
  }

  /** Looks up where every key stands, for the pages. */
  static void look(Surroundings surroundings, Path config, Consumer<String> log) {
    try {
      Standings.are(OwnLoader.call(() -> new RemediationDesk(surroundings, config).states()));
    } catch (ScannerException e) {
      log.accept(Plain.of(String.valueOf(e.getMessage())));
    }
  }
}
