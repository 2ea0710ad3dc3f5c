package dev.straykey.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintKeysTest {
  @TempDir Path folder;

  @Test
  void takesTheVariableBeforeTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("k"), Samples.base64Key(8));
    var keys = resolve(Map.of(FingerprintKeys.VARIABLE, Samples.base64Key(7)), file, false);
    assertThat(keys.kids()).containsExactly(Samples.KEY.kid());
  }

  @Test
  void takesSeveralKeysNewestFirst() {
    var both = Samples.base64Key(7) + ", " + Samples.base64Key(8);
    var keys = resolve(Map.of(FingerprintKeys.VARIABLE, both), null, false);
    assertThat(keys.newest().kid()).isEqualTo(Samples.KEY.kid());
    assertThat(keys.byKid(Samples.OLD_KEY.kid())).isNotNull();
  }

  @Test
  void readsOneKeyALineFromTheConfiguredFile() throws Exception {
    Path file = folder.resolve("k");
    Files.writeString(
        file, "# new\n" + Samples.base64Key(7) + "\n\n" + Samples.base64Key(8) + "\n");
    assertThat(resolve(Map.of(), file, false).kids())
        .containsExactly(Samples.KEY.kid(), Samples.OLD_KEY.kid());
  }

  @Test
  void makesAKeyOnFirstUseAndSaysSo() {
    assertThat(resolve(Map.of(), null, true).made()).isTrue();
  }

  @Test
  void findsTheKeyThatItMadeBefore() {
    var made = resolve(Map.of(), null, true);
    var found = resolve(Map.of(), null, false);
    assertThat(found.kids()).isEqualTo(made.kids());
    assertThat(found.made()).isFalse();
  }

  @Test
  void letsOnlyTheOwnerReadTheKeyThatItMakes() throws Exception {
    resolve(Map.of(), null, true);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("state/fingerprint.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void leavesNothingButTheKeyBehind() throws Exception {
    resolve(Map.of(), null, true);
    try (var files = Files.list(folder.resolve("state"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void makesNoKeyWhereAnInventoryIsGiven() {
    assertThatThrownBy(() -> resolve(Map.of(), null, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1321", "STRAYKEY_FINGERPRINT_KEY");
  }

  @Test
  void saysWhereABadKeyCameFromAndNotWhatItIs() {
    String bad = "notBase64!" + "x".repeat(30);
    assertThatThrownBy(() -> resolve(Map.of(FingerprintKeys.VARIABLE, bad), null, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1320", "$STRAYKEY_FINGERPRINT_KEY", "number 1")
        .hasMessageNotContaining(bad)
        .hasNoCause();
  }

  @Test
  void refusesAKeyThatIsTooShort() {
    String shortKey = java.util.Base64.getEncoder().encodeToString(new byte[16]);
    assertThatThrownBy(() -> resolve(Map.of(FingerprintKeys.VARIABLE, shortKey), null, false))
        .hasMessageContaining("SK-1320");
  }

  @Test
  void refusesTheSameKeyTwice() {
    assertThatThrownBy(() -> FingerprintKeys.of(List.of(Samples.KEY, Samples.KEY)))
        .hasMessageContaining("SK-1320");
  }

  @Test
  void namesAConfiguredFileThatIsMissing() {
    assertThatThrownBy(() -> resolve(Map.of(), folder.resolve("gone"), true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1322", "gone");
  }

  private FingerprintKeys resolve(Map<String, String> env, Path configured, boolean mayMake) {
    return FingerprintKeys.resolve(env, configured, mayMake, folder.resolve("state"));
  }
}
