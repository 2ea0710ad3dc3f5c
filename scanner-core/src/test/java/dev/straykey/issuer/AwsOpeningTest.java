package dev.straykey.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.http.GuardedClient;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import dev.straykey.model.Verb;
import dev.straykey.rule.RuleFiles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the issuer of AWS keys is opened, and what it may speak to. */
class AwsOpeningTest {
  private static final URI STS = URI.create("https://sts.amazonaws.com");
  private static final URI IAM = URI.create("https://iam.amazonaws.com");

  @Test
  void isAtTwoHosts() {
    assertThat(Issuers.hosts(AwsStage.spec(), null)).containsExactly(STS, IAM);
  }

  @Test
  void oneHostOfTheConfigurationStandsForBoth() {
    URI own = URI.create("https://aws.acme.example");

    assertThat(Issuers.hosts(AwsStage.spec(), own)).containsOnly(own);
  }

  @Test
  void isNotOpenedWhereOneOfItsHostsMayNotBeSpokenTo() {
    try (GuardedClient client = GuardedClient.builder().allow(STS, null).build()) {
      assertThatThrownBy(() -> Issuers.of(AwsStage.spec(), settings(null), client))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("SK-2041");
    }
  }

  @Test
  void refusesACredentialThatIsNoPairAndDoesNotSayIt() {
    String pasted = "wJalrXUtnFEMI" + "/".repeat(27);
    try (GuardedClient client = both()) {
      assertThatThrownBy(() -> Issuers.of(AwsStage.spec(), settings(Secret.of(pasted)), client))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("SK-2042", "ID:SECRET")
          .hasMessageNotContaining(pasted);
    }
  }

  @Test
  void refusesATemporaryCredential() {
    Secret temporary = Secret.of("ASIA" + "B".repeat(16) + ":" + "s".repeat(40));
    try (GuardedClient client = both()) {
      assertThatThrownBy(() -> Issuers.of(AwsStage.spec(), settings(temporary), client))
          .hasMessageContaining("SK-2042");
    }
  }

  @Test
  void aFileThatNamesAClassThatIsNotThereIsRefused() {
    var spec =
        new IssuerSpec(
            "zebra",
            "Zebra",
            "https://docs.zebra.example",
            STS,
            null,
            List.of(),
            Map.of(),
            Map.of(Verb.VERIFY, Set.of("zebra-key")),
            "zebra.yaml",
            true);
    try (GuardedClient client = both()) {
      assertThatThrownBy(() -> Issuers.of(spec, settings(null), client))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("SK-2043", "zebra.yaml");
    }
  }

  @Test
  void everyShippedIssuerThatNamesAClassHasOne() {
    try (GuardedClient client = both()) {
      assertThat(RuleFiles.shipped().issuers())
          .filteredOn(spec -> !spec.byClass().isEmpty())
          .isNotEmpty()
          .allSatisfy(spec -> Issuers.of(spec, settings(null), client));
    }
  }

  private static Issuers.Settings settings(Secret credential) {
    return new Issuers.Settings(null, credential, List.of());
  }

  private static GuardedClient both() {
    return GuardedClient.builder().allow(STS, null).allow(IAM, null).build();
  }
}
