package dev.straykey.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.inventory.Samples;
import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Decision;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Validity;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlastLimitsTest {
  private static BlastLimits.Planned planned(String more, boolean automatic) {
    var record = Samples.record(Samples.line("a", 1, more));
    var attribution =
        new Attribution(
            AttributionStatus.OURS,
            AttributionBy.FINGERPRINT,
            record,
            List.of("a"),
            KeyScope.USER,
            null,
            null,
            Validity.ACTIVE,
            true,
            "");
    var decision =
        new Decision(
            List.of(automatic ? Action.REVOKE : Action.TASK),
            automatic,
            null,
            "p",
            "r",
            List.of(),
            List.of(),
            0,
            false);
    return new BlastLimits.Planned(attribution, decision);
  }

  private static List<Decision> hold(int count, String more, int before) {
    return BlastLimits.DEFAULT.hold(Collections.nCopies(count, planned(more, true)), before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | ''                                | 0",
        "10 | ''                                | 15",
        "3  | ', \"environment\": \"production\"' | 0",
        "1  | ', \"privilege\": \"admin\"'        | 0"
      })
  void letsAPlanRunUpToTheLimit(int count, String more, int before) {
    assertThat(hold(count, more, before)).allMatch(Decision::endsTheKeyNow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "11 | ''                                | 0  | 11 keys where the limit for a run is 10",
        "10 | ''                                | 16 | 26 keys where the limit for an hour",
        "4  | ', \"environment\": \"Prod\"'       | 0  | 4 keys where the limit for production in a run is 3",
        "2  | ', \"privilege\": \"admin\"'        | 0  | 2 keys where the limit for issuer administrators in a run is 1"
      })
  void holdsTheWholePlanAboveTheLimit(int count, String more, int before, String why) {
    assertThat(hold(count, more, before))
        .hasSize(count)
        .noneMatch(Decision::endsTheKeyNow)
        .allMatch(d -> d.held().get(0).contains(why))
        .allMatch(d -> d.approvalsNeeded() > 0);
  }

  @Test
  void leavesAloneWhatEndsNoKey() {
    var plan =
        Stream.concat(
                Stream.of(planned("", false)), Stream.generate(() -> planned("", true)).limit(11))
            .toList();
    assertThat(BlastLimits.DEFAULT.hold(plan, 0).get(0)).isEqualTo(plan.get(0).decision());
  }

  @Test
  void doesNotHoldAPlanThatEndsNothingInABusyHour() {
    var plan = List.of(planned("", false));
    assertThat(BlastLimits.DEFAULT.hold(plan, 100).get(0).held()).isEmpty();
  }

  @Test
  void refusesANegativeLimit() {
    assertThatThrownBy(() -> new BlastLimits(-1, 1, 1, 1)).hasMessageContaining("SK-1503");
  }
}
