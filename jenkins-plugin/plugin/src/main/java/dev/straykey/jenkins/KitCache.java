package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentKit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this machine scans with, kept between builds by digest: a large inventory travels to an
 * agent once. One per Java process, on agents and on the controller.
 */
final class KitCache {
  /** Each may hold the digests of a large inventory. */
  private static final int MOST_WITH_INVENTORY = 3;

  /** Small, and another for each job: a controller has hundreds at work. */
  private static final int MOST_WITHOUT = 500;

  private static final Map<String, AgentKit> WITH_INVENTORY = kits(MOST_WITH_INVENTORY);
  private static final Map<String, AgentKit> WITHOUT = kits(MOST_WITHOUT);

  private KitCache() {}

  private static Map<String, AgentKit> kits(int most) {
    return new LinkedHashMap<>(8, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, AgentKit> eldest) {
        return size() > most;
      }
    };
  }

  /** Returns the kit, or null when it has to be sent. */
  static synchronized @Nullable AgentKit get(String digest) {
    AgentKit kit = WITH_INVENTORY.get(digest);
    return kit == null ? WITHOUT.get(digest) : kit;
  }

  /** Returns the kit that these bytes are, read only when it is not there yet. */
  static AgentKit take(byte[] bytes) {
    String digest = AgentKit.digest(bytes);
    AgentKit kit = get(digest);
    if (kit == null) {
      kit = AgentKit.read(bytes);
      put(digest, kit);
    }
    return kit;
  }

  private static synchronized void put(String digest, AgentKit kit) {
    (kit.knowsKeys() ? WITH_INVENTORY : WITHOUT).put(digest, kit);
  }
}
