package dev.straykey.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.TextState;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NamedPlacesTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static Match at(String path, int line, String commit) {
    var where =
        new Provenance(
            "git",
            "repo",
            path,
            commit,
            null,
            null,
            null,
            null,
            null,
            null,
            Audience.LOCAL,
            TextState.HISTORICAL);
    return new Match(where, line, 1, line, 2, List.of(), "hash");
  }

  private static boolean covers(String list, Match match) {
    return NamedPlaces.parse(list).covers(match, "our-rule", id -> id.equals("another-of-ours"));
  }

  @Test
  void aPlaceIsCoveredWhateverTheOtherToolCallsItsRule() {
    assertThat(covers("src/a.c:their-rule:7", at("src/a.c", 7, null))).isTrue();
    assertThat(covers("./src/a.c:their-rule:7", at("src/a.c", 7, COMMIT))).isTrue();
    assertThat(covers("src\\a.c:their-rule:7", at("src/a.c", 7, null))).isTrue();
  }

  @Test
  void anotherPlaceIsNot() {
    assertThat(covers("src/a.c:their-rule:7", at("src/a.c", 8, null))).isFalse();
    assertThat(covers("src/a.c:their-rule:7", at("src/b.c", 7, null))).isFalse();
  }

  @Test
  void aPlaceThatNamesAnotherOfOurRulesIsNot() {
    assertThat(covers("src/a.c:another-of-ours:7", at("src/a.c", 7, null))).isFalse();
  }

  @Test
  void aCommitMustBeTheOneThatIsNamed() {
    assertThat(covers(COMMIT + ":src/a.c:their-rule:7", at("src/a.c", 7, COMMIT))).isTrue();
    assertThat(covers(COMMIT + ":src/a.c:their-rule:7", at("src/a.c", 7, null))).isFalse();
    assertThat(covers(COMMIT + ":src/a.c:r:7", at("src/a.c", 7, "f".repeat(40)))).isFalse();
  }

  @Test
  void everyPlaceOfAKeyMustBeNamed() {
    NamedPlaces places = NamedPlaces.parse("a:r:1\nb:r:2\n");

    assertThat(places.covers(List.of(at("a", 1, null), at("b", 2, null)), "x", id -> false))
        .isTrue();
    assertThat(places.covers(List.of(at("a", 1, null), at("c", 2, null)), "x", id -> false))
        .isFalse();
  }

  @Test
  void whatHidNothingAndWhatIsNoPlaceIsSaid() {
    NamedPlaces places = NamedPlaces.parse("# old\nnonsense\na:r:1\nb:r:2\n");
    assertThat(places.covers(at("a", 1, null), "x", id -> false)).isTrue();

    assertThat(places.notices())
        .containsExactly(
            "line 2 names no place and hides nothing", "1 entry is no longer needed (line 4)");
  }

  @Property
  void anyTextIsRead(@ForAll String text) {
    assertThat(NamedPlaces.parse(text).covers(at("a", 1, null), "x", id -> true)).isFalse();
  }
}
