package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Shown;
import dev.straykey.rule.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in names: those with a mark, and nothing else. */
class NameScanTest {
  private static final Origin ORIGIN = Origin.unresolved("a name");
  private static final Worker WORKER = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE).worker();
  private final Random random = new Random(5);
  private final String id = "AKIA" + Made.make("base32x16", random);
  private final String token = "dop_" + "v1_" + Made.make("hex64", random);

  private static List<String> found(Worker worker, String name) {
    var found = new ArrayList<String>();
    byte[] bytes = ("before" + name + "behind").getBytes(StandardCharsets.UTF_8);
    worker.scanName(
        bytes, 6, bytes.length - 6, () -> ORIGIN, hit -> found.add(hit.secret.reveal()));
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s.csv", "backup-%s.csv", "a_%s_accessKeys.csv", "x %s-2", "(%s)"})
  void findsAKeyWithAMark(String name) {
    assertThat(found(WORKER, name.formatted(id))).containsExactly(id);
    assertThat(found(WORKER, name.formatted(token))).containsExactly(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x%s", "%sA", "%s0.txt"})
  void doesNotTakeAPartOfAWord(String name) {
    assertThat(found(WORKER, name.formatted(id))).isEmpty();
  }

  @Test
  void whatIsSaidBesideItDoesNotSpeakForAKey() {
    String hex = Made.make("hex32", random);

    assertThat(found(WORKER, "datadog_api_key=" + hex)).isEmpty();
    assertThat(found(WORKER, "password=" + Made.make("pw", random))).isEmpty();
    assertThat(found(WORKER, "https:__ada:" + Made.make("pw", random) + "@example.org")).isEmpty();
  }

  @Test
  void nothingIsHiddenInAName() {
    String hidden =
        Base64.getEncoder().encodeToString(("t = " + token).getBytes(StandardCharsets.UTF_8));

    assertThat(found(WORKER, hidden)).isEmpty();
  }

  @Test
  void findsAKeyOfTheInventory() {
    String own = Made.make("alnum20", random);
    var known = new ScanEngineTest.Inventory(own, Shown.VALUE);

    assertThat(found(new ScanEngine(RuleFiles.shipped(), known).worker(), "a-" + own + ".txt"))
        .containsExactly(own);
  }

  @Test
  void hasNoLinesAndNoRemarks() {
    var hits = new ArrayList<Hit>();
    byte[] name = (token + " # straykey:allow it is spent").getBytes(StandardCharsets.UTF_8);

    WORKER.scanName(name, 0, name.length, () -> ORIGIN, hits::add);

    assertThat(hits)
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.line).isZero();
              assertThat(hit.inline).isNull();
            });
  }

  @Test
  void saysThatSomethingIsThereOfWhatIsToldElsewhere() {
    var hits = new ArrayList<Hit>();
    byte[] name = token.getBytes(StandardCharsets.UTF_8);

    assertThat(WORKER.scanName(name, 0, name.length, () -> null, hits::add)).isTrue();
    assertThat(hits).isEmpty();
  }

  @Property
  void takesAnyBytes(@ForAll byte[] before, @ForAll byte[] behind) {
    byte[] name = new byte[before.length + token.length() + behind.length];
    System.arraycopy(before, 0, name, 0, before.length);
    System.arraycopy(
        token.getBytes(StandardCharsets.UTF_8), 0, name, before.length, token.length());
    System.arraycopy(behind, 0, name, before.length + token.length(), behind.length);

    assertThat(WORKER.scanName(name, 0, before.length, () -> ORIGIN, hit -> {})).isFalse();
    WORKER.scanName(name, 0, name.length, () -> ORIGIN, hit -> {});
  }
}
