package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
  @TempDir Path home;

  private FormValidation check(String file) {
    return Checks.configFile(file, Controller.surroundings(home));
  }

  @Test
  void saysHowManyKeysTheInventoryHas() throws IOException {
    FormValidation said = check(new Organisation(home).config().toString());

    assertThat(said.kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(said.getMessage()).contains("1 keys");
  }

  @Test
  void saysWhatIsWrongInTheFile() throws IOException {
    FormValidation said = check(new Organisation(home).config("nonsense: true").toString());

    assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(said.getMessage()).contains("SK-");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(check("/nowhere/straykey.yaml").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(check("straykey.yaml").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(check("\0").kind).isEqualTo(FormValidation.Kind.ERROR);
  }

  @Test
  void noFileIsFine() {
    assertThat(check("").kind).isEqualTo(FormValidation.Kind.OK);
  }

  @Test
  void aFolderMustBeThere() throws IOException {
    assertThat(Checks.folder(home.toString()).kind).isEqualTo(FormValidation.Kind.OK);
    assertThat(Checks.folder(home.resolve("x").toString()).kind)
        .isEqualTo(FormValidation.Kind.ERROR);
    Path file = Files.writeString(home.resolve("file"), "");
    assertThat(Checks.folder(file.toString()).kind).isEqualTo(FormValidation.Kind.ERROR);
  }

  @Test
  void actingNeedsAConfiguration() {
    assertThat(Checks.act(true, "").kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(Checks.act(true, "/etc/straykey.yaml").kind).isEqualTo(FormValidation.Kind.WARNING);
    assertThat(Checks.act(false, "").kind).isEqualTo(FormValidation.Kind.OK);
  }
}
