package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  @TempDir Path folder;
  private final Lines key = Lines.of("one");

  @Test
  void opensWhatWasSealedByAnEarlierProcess() {
    var sealed = Seal.open(folder).seal(key.secret, key.fingerprint);

    assertThat(sealed).doesNotContain("live");
    assertThat(Seal.open(folder).open(sealed, key.fingerprint)).isEqualTo(key.secret);
  }

  @Test
  void doesNotOpenASealedKeyAsAnother() {
    var seal = Seal.open(folder);
    var sealed = seal.seal(key.secret, key.fingerprint);

    assertThatThrownBy(() -> seal.open(sealed, Lines.of("two").fingerprint))
        .isInstanceOf(ScannerException.class)
        .hasMessageContaining("SK-5012")
        .hasNoCause();
  }

  @Test
  void doesNotOpenWithAnotherKeyPairOrWhatIsNoSeal() {
    var sealed = Seal.open(folder.resolve("a")).seal(key.secret, key.fingerprint);
    var other = Seal.open(folder.resolve("b"));

    assertThatThrownBy(() -> other.open(sealed, key.fingerprint)).hasMessageContaining("SK-5012");
    assertThatThrownBy(() -> other.open("%%", key.fingerprint)).hasMessageContaining("SK-5012");
  }

  @Test
  void theKeyPairIsItsOwnersAlone() throws IOException {
    Seal.open(folder).seal(key.secret, key.fingerprint);
    var file = folder.resolve("remediator.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Seal.open(folder)).hasMessageContaining("SK-5011");
  }

  @Test
  void aDamagedKeyPairIsSaidNotReplaced() throws IOException {
    var file = folder.resolve("remediator.key");
    Files.writeString(file, "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> Seal.open(folder)).hasMessageContaining("SK-5010").hasNoCause();
    assertThat(file).hasContent("{}");
  }
}
