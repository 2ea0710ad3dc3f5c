package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredCredentialsTest {
  private static final String SECRET = "hush-" + "hush-1";
  private final StoredCredentials.Store store = () -> Map.of("workos-admin", SECRET);

  @Test
  void aNameStandsForTheSecretTextOfItsId() {
    assertThat(StoredCredentials.read("WORKOS_KEY = workos-admin\n\n", store))
        .containsExactly(Map.entry("WORKOS_KEY", SECRET));
  }

  @Test
  void whatTheStoreHasNotIsLeftOut() {
    assertThat(StoredCredentials.read("JIRA_TOKEN=gone", store)).isEmpty();
  }

  @Test
  void theCheckNamesWhatTheStoreHasNot() {
    FormValidation said = Checks.credentials("JIRA_TOKEN=gone\nWORKOS_KEY=workos-admin", store);

    assertThat(said.kind).isEqualTo(FormValidation.Kind.WARNING);
    assertThat(said.getMessage()).contains("JIRA_TOKEN").doesNotContain("WORKOS_KEY", SECRET);
  }

  @Test
  void theCheckIsContentWithWhatIsThere() {
    assertThat(Checks.credentials("WORKOS_KEY=workos-admin", store).kind)
        .isEqualTo(FormValidation.Kind.OK);
    assertThat(Checks.credentials("", store).kind).isEqualTo(FormValidation.Kind.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workos-admin",
        "=x",
        "A=",
        "a=b",
        "STRAYKEY_HOME=x",
        "STRAYKEY_CONFIG=x",
        "A=b\nA=c",
        "hush-hush-1"
      })
  void theCheckRefusesWhatIsNoLineAndDoesNotRepeatIt(String lines) {
    FormValidation said = Checks.credentials(lines, store);

    assertThat(said.kind).isEqualTo(FormValidation.Kind.ERROR);
    assertThat(said.getMessage()).doesNotContain("hush");
  }

  @Test
  void onlyThePageSaysWhichConfigurationCounts() {
    assertThat(StoredCredentials.read("STRAYKEY_CONFIG=workos-admin", store)).isEmpty();
    assertThat(
            Controller.surroundings(Path.of("/x"), Map.of("STRAYKEY_CONFIG", "/y")).environment())
        .doesNotContainKey("STRAYKEY_CONFIG")
        .containsEntry("STRAYKEY_HOME", "/x");
  }

  @Test
  void aCredentialOfJenkinsReachesTheConfiguration() {
    var with =
        Controller.surroundings(
            Path.of("/x"), StoredCredentials.read("WORKOS_KEY=workos-admin", store));

    assertThat(with.environment()).containsEntry("WORKOS_KEY", SECRET);
  }
}
