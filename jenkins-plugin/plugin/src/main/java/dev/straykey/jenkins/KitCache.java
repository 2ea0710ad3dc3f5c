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
  private static final int MOST = 3;

  private static final Map<String, AgentKit> KITS =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AgentKit> eldest) {
          return size() > MOST;
        }
      };

  private KitCache() {}

  /** Returns the kit, or null when it has to be sent. */
  static @Nullable AgentKit get(String digest) {
    synchronized (KITS) {
      return KITS.get(digest);
    }
  }

  /** Returns the kit that these bytes are, read only when it is not there yet. */
  static AgentKit take(byte[] bytes) {
    String digest = AgentKit.digest(bytes);
    AgentKit kit = get(digest);
    if (kit == null) {
      kit = AgentKit.read(bytes);
      synchronized (KITS) {
        KITS.put(digest, kit);
      }
    }
    return kit;
  }
}
