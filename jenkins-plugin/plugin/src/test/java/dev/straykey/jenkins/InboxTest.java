package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.fixtures.Keys;
import dev.straykey.pipeline.AgentFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What waits to be acted on, for how long, and who may see it. */
class InboxTest extends ActingStage {
  @Test
  void aMessageThatOutlivedARestartIsActedOn() throws Exception {
    put(true, scan());
    inbox = new Inbox(home.resolve("store"));

    act();

    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void whatCannotBeActedOnForAWeekIsDroppedAndSaid() throws Exception {
    put(true, scan());
    Files.writeString(config, "nonsense: 1\n");
    Files.setLastModifiedTime(
        inbox.waiting().get(0), FileTime.from(Instant.now().minus(Duration.ofDays(8))));

    act();

    assertThat(errors).anyMatch(error -> error.startsWith("SK-4218"));
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void aDamagedMessageIsDroppedAndSaidAndStopsNoOther() throws Exception {
    put(true, scan());
    Files.writeString(inbox.waiting().get(0).resolveSibling("0.sealed"), "garbled");

    assertThat(act()).isEqualTo(2);

    assertThat(log).singleElement().asString().startsWith("SK-4219");
    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void theSameKeyOfABuildWaitsOnce() throws Exception {
    put(true, scan());
    put(true, scan());

    assertThat(inbox.waiting()).hasSize(1);
    assertThat(inbox.waitingOf(BUILD)).containsExactly(scan().get(0).fingerprint());
    assertThat(inbox.waitingOf("another#1")).isEmpty();
  }

  @Test
  void messagesOfOneBuildAreActedOnTogether() throws Exception {
    String other = Keys.acmeLive(new Random(4));
    Files.writeString(workspace.resolve("other.sh"), "export ACME_KEY=" + other + "\n");
    for (AgentFinding one : scan()) {
      put(true, List.of(one));
    }
    assertThat(inbox.waiting()).hasSize(2);

    assertThat(act()).isEqualTo(2);

    assertThat(told).isEqualTo(1);
    assertThat(states).hasSize(2);
    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void noMoreWaitThanThereIsRoomFor() throws Exception {
    put(true, scan());
    for (int i = 1; i < Inbox.MOST_WAITING; i++) {
      Files.writeString(inbox.waiting().get(0).resolveSibling(i + ".sealed"), "x");
    }

    assertThatThrownBy(() -> inbox.put(new Inbox.Message("other#1", "", true, scan())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void switchedOffNothingWaitsAnyMore() throws Exception {
    put(true, scan());

    inbox.clear();

    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void theFolderOfMessagesIsClosedToOthers() throws Exception {
    put(true, scan());

    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(inbox.waiting().get(0).getParent())))
          .isEqualTo("rwx------");
    }
  }
}
