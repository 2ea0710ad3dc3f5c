package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.security.MasterToSlaveCallable;

/**
 * Keys that consoles on this machine masked, sealed, until the controller fetches them: a log that
 * an agent writes has no other way back. In memory alone; bounded, the oldest build goes first.
 */
final class AgentConsoles {
  private static final int MOST_BUILDS = 100;
  private static final int MOST_KEYS = 200;

  private static final Map<String, Map<String, AgentFinding>> KEPT =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, AgentFinding>> eldest) {
          return size() > MOST_BUILDS;
        }
      };

  private AgentConsoles() {}

  static void add(String build, AgentFinding finding) {
    synchronized (KEPT) {
      Map<String, AgentFinding> keys = KEPT.computeIfAbsent(build, b -> new LinkedHashMap<>());
      if (keys.size() < MOST_KEYS) {
        keys.put(finding.fingerprint(), finding);
      }
    }
  }

  static List<AgentFinding> take(String build) {
    synchronized (KEPT) {
      Map<String, AgentFinding> keys = KEPT.remove(build);
      return keys == null ? List.of() : new ArrayList<>(keys.values());
    }
  }

  /** Fetches what a machine keeps of one build. */
  static final class Fetch extends MasterToSlaveCallable<byte[], RuntimeException> {
    private static final long serialVersionUID = 1L;

    private final String build;

    Fetch(String build) {
      this.build = build;
    }

    @Override
    public byte[] call() {
      return AgentResult.of(take(build)).toJson();
    }
  }
}
