package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentKit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitFetchTest {
  @TempDir Path home;

  /** Another one for each test, since the machine keeps them. */
  private byte[] kit(int seed) {
    byte[] own = new byte[32];
    own[0] = (byte) seed;
    own[1] = 77;
    return new AgentDesk(Controller.surroundings(home), null).kitWithoutInventory(own);
  }

  @Test
  void whatAConsoleNeedsIsThereOnceItWaited() {
    byte[] kit = kit(1);
    String digest = AgentKit.digest(kit);

    KitFetch.start(digest, () -> kit);
    KitFetch.await(digest);

    assertThat(KitCache.get(digest)).isNotNull();
  }

  @Test
  void whatIsHereIsNotAskedForAgain() {
    byte[] kit = kit(2);
    String digest = AgentKit.digest(kit);
    KitCache.take(kit);
    var asked = new AtomicInteger();

    KitFetch.start(
        digest,
        () -> {
          asked.incrementAndGet();
          return kit;
        });
    KitFetch.await(digest);

    assertThat(asked).hasValue(0);
  }

  @Test
  void anAgentThatIsCutOffGoesOnWithoutIt() {
    String digest = AgentKit.digest(kit(3));

    KitFetch.start(
        digest,
        () -> {
          throw new IOException("channel closed");
        });
    KitFetch.await(digest);

    assertThat(KitCache.get(digest)).isNull();
  }

  @Test
  void anotherKitThanWasAskedForIsNotTaken() {
    byte[] kit = kit(4);

    KitFetch.start("0".repeat(64), () -> kit);
    KitFetch.await("0".repeat(64));

    assertThat(KitCache.get(AgentKit.digest(kit))).isNull();
  }

  @Test
  void theControllerGivesNothingForADigestThatNoBuildHas() {
    assertThat(new KitFetch.Ask("1".repeat(64)).call()).isEmpty();
  }
}
