package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Keyring;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.RemediationState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one person is told of several keys. */
class LettersTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void world() {
    bench = new Bench(folder);
    bench.issuer.delay = Duration.ofSeconds(3);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static List<Lines> keys(int howMany) {
    var keys = new ArrayList<Lines>();
    for (int i = 0; i < howMany; i++) {
      keys.add(Lines.of("key" + i));
    }
    return keys;
  }

  private List<Applied> apply(List<Lines> keys) {
    return bench.apply(
        keys.stream().map(Lines::line).toList(), Lines.keys(keys.toArray(Lines[]::new)));
  }

  private String text(String message, int version) {
    var brief = bench.notifier.texts.get(message).get(version);
    return brief.title() + "\n" + brief.sections();
  }

  @Test
  void anOwnerGetsOneMessageARunHoweverManyKeys() {
    var keys = keys(3);

    apply(keys);

    assertThat(bench.notifier.told).hasSize(1);
    assertThat(text("M-1", 0)).contains(keys.stream().map(k -> k.fingerprint.brief()).toList());
  }

  @Test
  void everyOwnerGetsAMessageOfTheirOwnKeysOnly() {
    var keys = keys(2);
    keys.get(1).person = Bench.person("u-3", PersonStatus.ACTIVE, null);

    apply(keys);

    assertThat(bench.notifier.told.values())
        .extracting(to -> to.person().id())
        .containsExactlyInAnyOrder("u-1", "u-3");
    for (String message : bench.notifier.told.keySet()) {
      boolean first = bench.notifier.told.get(message).person().id().equals("u-1");
      assertThat(text(message, 0))
          .contains(keys.get(first ? 0 : 1).fingerprint.brief())
          .doesNotContain(keys.get(first ? 1 : 0).fingerprint.brief());
    }
  }

  @Test
  void theMessageIsEditedUntilEveryKeyOfItIsDead() {
    apply(keys(2));

    int versions = bench.notifier.texts.get("M-1").size();
    assertThat(text("M-1", 0)).contains("proof of its death is awaited");
    assertThat(text("M-1", versions - 1))
        .contains("proved dead")
        .doesNotContain("proof of its death is awaited");
  }

  @Test
  void manyKeysTakeAsManyMessagesAsCanBeRead() {
    apply(keys(2 * Letters.MOST_KEYS + 1));

    assertThat(bench.notifier.told).hasSize(3);
  }

  @Test
  void whatCouldNotBeSentToAPersonReachesTheLastResortInOneMessage() {
    bench.notifier.personsUnreachable = true;

    apply(keys(3));

    assertThat(bench.notifier.told.values())
        .extracting(to -> to.channel())
        .containsExactly("#security");
  }

  @Test
  void theSameMessageIsSentAgainNotOneAKey() {
    bench.notifier.down = true;
    bench.lastResort = null;
    apply(keys(3));
    bench.notifier.down = false;
    bench.clock.now = bench.clock.now.plusSeconds(600);

    bench.resume(new Keyring(10));

    assertThat(bench.notifier.told).hasSize(1);
  }

  @Test
  void aCrashAtAnyPointTellsOfEveryKeyOnce() {
    int points = 0;
    try (var whole = world("whole")) {
      applyTwo(whole);
      points = whole.points;
    }
    assertThat(points).isGreaterThan(60);
    for (int point = 0; point < points; point += 2) {
      try (var world = world("point-" + point)) {
        world.crashAt = point;
        assertThatThrownBy(() -> applyTwo(world)).isInstanceOf(Bench.Crash.class);
        world.restart();
        applyTwo(world);
        for (var key : keys(2)) {
          assertThat(
                  world.notifier.texts.values().stream()
                      .filter(
                          t -> t.get(0).sections().toString().contains(key.fingerprint.brief())))
              .as("messages about one key, crash at point " + point)
              .hasSize(1);
        }
        assertThat(world.status())
            .as("crash at point " + point)
            .hasSize(2)
            .allMatch(s -> s.timeline().state() == RemediationState.CLOSED);
      }
    }
  }

  private Bench world(String name) {
    Path place = folder.resolve(name);
    if (!place.toFile().mkdirs()) {
      throw new IllegalStateException("no folder " + place);
    }
    var world = new Bench(place);
    world.issuer.delay = Duration.ofSeconds(3);
    return world;
  }

  private static void applyTwo(Bench world) {
    var keys = keys(2);
    var applied =
        world.apply(
            keys.stream().map(Lines::line).toList(), Lines.keys(keys.toArray(Lines[]::new)));
    assertThat(applied).hasSize(2);
  }
}
