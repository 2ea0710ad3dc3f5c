package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.Finding;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.Secret;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentFindingTest {
  private static Match match(String path, Audience audience) {
    return new Match(Provenance.file("git", "/w", path, audience), 1, 1, 1, 2, List.of(), "h");
  }

  @Test
  void thePlaceThatMostPeopleCouldReadIsAmongThoseThatTravel() {
    var matches = new ArrayList<Match>();
    for (int i = 0; i < 40; i++) {
      matches.add(match("a%02d".formatted(i), Audience.LOCAL));
    }
    matches.add(match("z", Audience.RESTRICTED));
    var finding =
        new Finding(
            FingerprintKey.of(new byte[32]).of(Secret.of("some-" + "key")),
            "rule",
            "Rule",
            "own",
            Severity.HIGH,
            Shown.VALUE,
            "…",
            null,
            KeyScope.UNKNOWN,
            false,
            matches,
            null);

    AgentFinding said = AgentFinding.of(finding, -1, "/w");

    assertThat(said.matches()).isEqualTo(41);
    assertThat(said.places())
        .hasSize(AgentFinding.MOST_PLACES)
        .anyMatch(place -> place.path().equals("z"))
        .anyMatch(place -> place.path().equals("a00"));
  }
}
