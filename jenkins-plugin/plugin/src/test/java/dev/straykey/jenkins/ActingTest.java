package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.AgentFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A build finds a person's key; the issuer, the tracker and the messages are real HTTP. */
class ActingTest extends ActingStage {
  @Test
  void aKeyThatABuildFoundIsEndedAndItsStateTold() throws Exception {
    List<AgentFinding> found = scan();
    put(true, found);

    assertThat(act()).isEqualTo(1);

    assertThat(services.works("own", KEY)).isFalse();
    assertThat(errors).isEmpty();
    assertThat(states).containsOnlyKeys(found.get(0).fingerprint());
    assertThat(states.values()).allMatch(s -> s.startsWith("dead") || s.startsWith("closed"));
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void actingTwiceOnOneKeySendsItsEndOnce() throws Exception {
    put(true, scan());
    act();
    put(true, scan());
    act();

    assertThat(services.count("own", "POST", "/oauth/revoke")).isEqualTo(1);
  }

  @Test
  void aForksKeysAreNotSealed() throws Exception {
    List<AgentFinding> found = scan(PAIR, true, BUILD);
    put(true, found);

    assertThat(found).hasSize(1).allMatch(f -> f.sealed() == null);
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void whatAForksConsoleHeldIsNotActedOn() throws Exception {
    put(false, scan());
    trust = Acting.Builds.Trust.STRANGER;

    act();

    assertThat(services.requests("own")).isEmpty();
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void whatTheConsoleOfADeletedBuildHeldIsNotActedOnAndThatIsSaid() throws Exception {
    put(false, scan());
    trust = Acting.Builds.Trust.GONE;

    act();

    assertThat(services.requests("own")).isEmpty();
    assertThat(log).singleElement().asString().startsWith("SK-4221");
  }

  @Test
  void withActOffNothingSealedTravels() throws Exception {
    assertThat(scan(null, false, "")).hasSize(1).allMatch(f -> f.sealed() == null);
  }

  @Test
  void anAgentThatStillHasTheKeyToSealWithSealsNothingOnceActIsOff() throws Exception {
    scan();

    assertThat(scan(PAIR, false, "")).hasSize(1).allMatch(f -> f.sealed() == null);
  }

  @Test
  void aSealForAnotherControllerIsAnErrorOfTheBuild() throws Exception {
    put(true, scan(ActingDesk.newPair(), false, BUILD));

    act();

    assertThat(errors).singleElement().asString().startsWith("SK-4213");
    assertThat(services.works("own", KEY)).isTrue();
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void aSealOfAnotherBuildIsAnErrorOfTheBuild() throws Exception {
    put(true, scan(PAIR, false, "team/deploy#13"));

    act();

    assertThat(errors).singleElement().asString().startsWith("SK-4213");
    assertThat(services.works("own", KEY)).isTrue();
  }

  @Test
  void aConfigurationThatCannotBeReadKeepsTheMessageAndIsSaid() throws Exception {
    put(true, scan());
    String good = Files.readString(config);
    Files.writeString(config, "nonsense: 1\n");

    act();

    assertThat(errors).singleElement().asString().contains("straykey.yaml");
    Files.writeString(config, good);
    act();
    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void anErrorThatIsOverIsNotShownAnyMore() {
    var before = new ActedFile.Acted(Map.of(), List.of(ActedFile.FOR_NOW + "SK-4002", "SK-4213"));

    assertThat(before.with(Map.of("ab", "dead"), List.of()).errors()).containsExactly("SK-4213");
    assertThat(before.with(Map.of(), List.of()).errors()).hasSize(2);
  }

  @Test
  void whatWaitsForAPersonIsAPlanThatCanBeApproved() throws Exception {
    Files.writeString(config, Files.readString(config) + "limits: { run: 0 }\n");
    put(true, scan());

    act();

    assertThat(services.works("own", KEY)).isTrue();
    try (var plans = Files.list(home.resolve("store/plans"))) {
      Path plan = plans.toList().get(0);
      assertThat(plan.getFileName().toString()).matches("plan-[0-9a-f]{12}\\.json");
      assertThat(Files.readString(plan)).doesNotContain(KEY);
      assertThat(states.values()).allMatch(state -> state.contains(plan.toString()));
    }
  }

  @Test
  void whatIsDoneLeavesNoPlan() throws Exception {
    put(true, scan());

    act();

    try (var plans = Files.list(home.resolve("store/plans"))) {
      assertThat(plans).isEmpty();
    }
  }
}
