package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentKit;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the console of a build is masked with. Made once a build: a pipeline asks for every step.
 */
final class Consoles {
  private static final Logger LOG = Logger.getLogger(Consoles.class.getName());
  private static final int MOST = 500;

  private static final Map<String, Kits> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kits> eldest) {
          return size() > MOST;
        }
      };

  private Consoles() {}

  /** What one build's console is masked with. */
  static final class Kits {
    private final String digest;
    private final byte[] whole;
    private final byte[] bare;

    /**
     * @param digest of {@code whole}
     * @param whole bytes of an {@link AgentKit}, with the inventory where the build is trusted
     * @param bare the same without
     */
    Kits(String digest, byte[] whole, byte[] bare) {
      this.digest = digest;
      this.whole = whole;
      this.bare = bare;
    }

    String digest() {
      return digest;
    }

    /** Returns the array itself, which many builds share; not to be changed. */
    byte[] whole() {
      return whole;
    }

    byte[] bare() {
      return bare;
    }
  }

  /** Returns the kits, or null when the console is to stay as it is. A build never fails of it. */
  static @Nullable Kits of(Run<?, ?> run) {
    try {
      StraykeyConfiguration configuration = StraykeyConfiguration.get();
      if (!configuration.isMaskConsole()) {
        return null;
      }
      String id = run.getExternalizableId();
      synchronized (KNOWN) {
        Kits known = KNOWN.get(id);
        if (known != null) {
          return known;
        }
      }
      AgentDesk desk = configuration.desk();
      byte[] own = configuration.ownKey(Steps.jobOf(run));
      byte[] bare = desk.kitWithoutInventory(own);
      Kits kits = shared(isFork(run) ? bare : desk.kit(own), bare);
      KitCache.take(kits.whole());
      synchronized (KNOWN) {
        KNOWN.put(id, kits);
      }
      return kits;
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "SK-4209 The console of a build is not masked: " + Plain.of(String.valueOf(e)));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Returns the kit with that digest, which a build of now is masked with; else null. */
  static byte @Nullable [] kit(String digest) {
    synchronized (KNOWN) {
      for (Kits kits : KNOWN.values()) {
        if (kits.digest().equals(digest)) {
          return kits.whole();
        }
      }
    }
    return null;
  }

  /** Builds with one inventory share its bytes, however large. */
  private static Kits shared(byte[] whole, byte[] bare) {
    String digest = AgentKit.digest(whole);
    synchronized (KNOWN) {
      for (Kits other : KNOWN.values()) {
        if (other.digest().equals(digest)) {
          return new Kits(digest, other.whole(), bare);
        }
      }
    }
    return new Kits(digest, whole, bare);
  }

  /**
   * A build's own variables may not all be there when its console opens: what its parameters and
   * its cause say is.
   */
  private static boolean isFork(Run<?, ?> run) throws IOException, InterruptedException {
    EnvVars job = run.getParent().getEnvironment(Absent.node(), TaskListener.NULL);
    if (Forks.isFork(List.of(job))) {
      return true;
    }
    try {
      return Forks.isFork(List.of(run.getEnvironment(TaskListener.NULL)));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.FINE, "the variables of a build are not there yet", e);
      return false;
    }
  }
}
