package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentKit;
import hudson.remoting.Channel;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.SlaveToMasterCallable;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a large kit to an agent whose console needs it, once for each digest. The digest is the
 * permission: only a machine that a trusted build's console was sent to knows it, and that machine
 * is sent the same kit to scan with.
 */
final class KitFetch {
  private static final Logger LOG = Logger.getLogger(KitFetch.class.getName());
  private static final int MOST_SECONDS = 10;
  private static final ConcurrentMap<String, CountDownLatch> UNDER_WAY = new ConcurrentHashMap<>();

  private KitFetch() {}

  /** Asks the controller for its bytes; empty when it does not know the digest. */
  static final class Ask extends SlaveToMasterCallable<byte[], RuntimeException> {
    private static final long serialVersionUID = 1L;

    private final String digest;

    Ask(String digest) {
      this.digest = digest;
    }

    @Override
    public byte[] call() {
      byte[] kit = Consoles.kit(digest);
      return kit == null ? new byte[0] : kit;
    }
  }

  /**
   * Starts fetching in a thread of its own, unless the kit is here or on its way.
   *
   * @param channel null where there is nobody to ask, which is so on the controller
   */
  static void start(String digest, @Nullable Channel channel) {
    if (channel != null) {
      start(digest, () -> channel.call(new Ask(digest)));
    }
  }

  /**
   * @param ask returns the kit's bytes; empty for none
   */
  static void start(String digest, Callable<byte[]> ask) {
    if (KitCache.get(digest) != null) {
      return;
    }
    var latch = new CountDownLatch(1);
    if (UNDER_WAY.putIfAbsent(digest, latch) != null) {
      return;
    }
    var thread = new Thread(() -> fetch(digest, ask, latch), "straykey fetching");
    thread.setDaemon(true);
    thread.start();
  }

  private static void fetch(String digest, Callable<byte[]> ask, CountDownLatch latch) {
    try {
      byte[] kit = ask.call();
      if (kit.length > 0 && AgentKit.digest(kit).equals(digest)) {
        KitCache.take(kit);
      }
    } catch (Exception e) {
      LOG.log(Level.FINE, "the inventory's digests did not come; rules alone mask here", e);
    } finally {
      UNDER_WAY.remove(digest);
      latch.countDown();
    }
  }

  /** Waits a little for what is on its way: a console is better late than in clear. */
  static void await(String digest) {
    CountDownLatch latch = UNDER_WAY.get(digest);
    if (latch == null) {
      return;
    }
    try {
      boolean unused = latch.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
