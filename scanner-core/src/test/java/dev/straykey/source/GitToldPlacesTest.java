package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Standing;
import dev.straykey.model.TextState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GitToldPlacesTest {
  private static final Instant AT = Instant.parse("2020-02-29T12:00:00.5Z");

  private static Provenance place(@Nullable String author, @Nullable Standing standing) {
    return new Provenance(
        GitSource.KIND,
        "here",
        "dir/ü.txt",
        "c0",
        null,
        null,
        "message",
        author,
        author == null ? null : AT,
        null,
        Audience.LOCAL,
        TextState.HISTORICAL,
        standing);
  }

  private static final GitToldPlaces TOLD =
      GitToldPlaces.of(
          List.of("a0", "b0"),
          Map.of(
              Origin.unresolved("a1"),
              List.of(
                  place(null, null),
                  place(
                      "somebody",
                      new Standing(
                          List.of("refs/heads/main"),
                          new Standing.Commit("c1", null, null, 4),
                          new Standing.Commit("c2", "other", AT, 5),
                          "old.txt",
                          3))),
              Origin.unresolved("a2"),
              List.of()));

  @Test
  void areReadAsTheyWerePutDown() {
    byte[] bytes = Objects.requireNonNull(TOLD.bytes());

    assertThat(GitToldPlaces.parse(bytes, "here")).isEqualTo(TOLD);
  }

  @Property
  void areNoneWhereBytesAreSomethingElse(@ForAll byte[] bytes, @ForAll int cut) {
    byte[] whole = Objects.requireNonNull(TOLD.bytes());
    GitToldPlaces shorter =
        GitToldPlaces.parse(Arrays.copyOf(whole, Math.floorMod(cut, whole.length)), "here");

    assertThat(shorter).isNotEqualTo(TOLD);
    GitToldPlaces.parse(bytes, "here"); // throws nothing
  }
}
