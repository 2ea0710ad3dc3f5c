package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentResult;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The keys that were masked in consoles, on their way to be acted on. What the controller masks is
 * handed on at once; what an agent masked is fetched from there when the build ends.
 */
final class ConsoleKeys {
  private static final Logger LOG = Logger.getLogger(ConsoleKeys.class.getName());
  private static final int SECONDS = 30;

  /** A build can print what looks like a mask as often as it likes. */
  private static final int MOST_SAID = 20;

  private static final ExecutorService FETCHING =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "straykey fetching");
            thread.setDaemon(true);
            return thread;
          });

  private ConsoleKeys() {}

  /** Takes a key that the controller masked. */
  static void masked(String build, String page, AgentFinding finding) {
    ActingWork.hand(build, page, false, List.of(finding)); // what goes wrong is in Jenkins' log
  }

  /** Fetches from the agents what was masked there, when a build that printed keys has ended. */
  static void ended(Run<?, ?> run, List<Row> rows) {
    StraykeyConfiguration configuration = StraykeyConfiguration.get();
    ScanAction action = ScanAction.of(run);
    if (!configuration.acts() || !configuration.desk().hasInventory() || action.isFork()) {
      return;
    }
    String build = run.getExternalizableId();
    String page = ActingWork.page(run);
    FETCHING.execute(
        () -> {
          try {
            fetch(build, page, action, rows, configuration.inbox());
          } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "SK-4225 Masked keys cannot be fetched from agents", e);
          }
        });
  }

  private static void fetch(
      String build, String page, ScanAction action, List<Row> rows, Inbox inbox)
      throws IOException {
    Set<String> unseen = missing(build, action, rows, inbox);
    if (unseen.isEmpty() || new OwnBuilds().trust(build) != Acting.Builds.Trust.TRUSTED) {
      return;
    }
    List<AgentFinding> found = new ArrayList<>(AgentConsoles.take(build));
    for (Computer computer : Jenkins.get().getComputers()) {
      VirtualChannel channel = computer.getChannel();
      if (channel != null) {
        found.addAll(fetch(channel, build));
      }
    }
    // Any machine may answer; only what this build's log has a mask of was in its console.
    found.removeIf(f -> unseen.stream().noneMatch(f.fingerprint()::startsWith));
    String wrong = ActingWork.hand(build, page, true, found);
    found.forEach(f -> unseen.removeIf(f.fingerprint()::startsWith));
    var errors = new ArrayList<String>();
    if (wrong != null) {
      errors.add(wrong);
    }
    for (String brief : unseen.stream().limit(MOST_SAID).toList()) {
      errors.add(
          ("SK-4226 The key %s was masked in the console and is not at hand, so it is not acted on:"
                  + " the agent that masked it is gone, or Jenkins was restarted. Scan its place.")
              .formatted(brief));
    }
    if (!errors.isEmpty()) {
      new OwnBuilds().tell(build, java.util.Map.of(), errors);
    }
  }

  private static Set<String> missing(String build, ScanAction action, List<Row> rows, Inbox inbox)
      throws IOException {
    var known = new TreeSet<>(inbox.waitingOf(build));
    known.addAll(action.actedOn());
    Set<String> missing = new TreeSet<>();
    for (Row row : rows) {
      String first = known.ceiling(row.fingerprint);
      if (first == null || !first.startsWith(row.fingerprint)) {
        missing.add(row.fingerprint);
      }
    }
    return missing;
  }

  /** An agent that does not answer in time has nothing to say. */
  private static List<AgentFinding> fetch(VirtualChannel channel, String build) {
    Callable<byte[]> asking = () -> channel.call(new AgentConsoles.Fetch(build));
    var answer = FETCHING.submit(asking);
    try {
      return AgentResult.fromJson(answer.get(SECONDS, TimeUnit.SECONDS)).findings();
    } catch (ExecutionException | TimeoutException | ScannerException e) {
      answer.cancel(true);
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
