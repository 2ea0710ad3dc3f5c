package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentKit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitCacheTest {
  @TempDir Path home;

  @Test
  void theJobsOfAControllerDoNotPushEachOtherOut() {
    var desk = new AgentDesk(Controller.surroundings(home), null);
    byte[] first = desk.kitWithoutInventory(own(0));
    AgentKit kept = KitCache.take(first);

    for (int job = 1; job < 100; job++) {
      KitCache.take(desk.kitWithoutInventory(own(job)));
    }

    assertThat(KitCache.take(first)).isSameAs(kept);
  }

  private static byte[] own(int job) {
    byte[] own = new byte[32];
    own[0] = (byte) job;
    own[31] = 55;
    return own;
  }
}
