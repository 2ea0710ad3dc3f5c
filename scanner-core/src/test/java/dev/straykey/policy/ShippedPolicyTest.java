package dev.straykey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.inventory.Inventory;
import dev.straykey.inventory.Samples;
import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Decision;
import dev.straykey.model.Effect;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.model.Shown;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every case of scope × owner × certainty × audience × environment, decided by the shipped policy.
 */
class ShippedPolicyTest {
  private static final Policy POLICY = Policy.shipped();
  private static final Map<Case, Decision> DECIDED = new HashMap<>();
  private static final Facts FACTS =
      new Facts(
          Samples.NOW,
          Set.of(),
          List.of(),
          Set.of(),
          Map.of(Facts.effectKey("stripe", "stripe-key"), Effect.THIS_KEY));

  private enum Owns {
    ACTIVE,
    LEAVER,
    DISABLED,
    NOT_LISTED,
    TEAM,
    NOBODY
  }

  private enum Certainty {
    EXACT,
    EXACT_STALE,
    INTROSPECTED,
    NO_RECORD,
    KEY_ID,
    REDACTED,
    AMBIGUOUS,
    NOT_OURS,
    NOT_CHECKED
  }

  private record Case(
      KeyScope scope, Owns owner, Certainty certainty, Audience audience, String environment) {

    Finding finding() {
      return certainty == Certainty.KEY_ID
          ? Samples.finding(1, audience, Shown.KEY_ID, "AKIA12345678")
          : Samples.finding(1, audience);
    }

    Attribution attribution() {
      KeyRecord record =
          Samples.record(
              Samples.line(
                  "key_1",
                  1,
                  ", \"scope\": \"%s\", \"environment\": \"%s\", \"revocation_authority\": [\"u-3\", \"u-4\"]"
                      .formatted(WireName.of(scope), environment)));
      boolean ours =
          !Set.of(Certainty.AMBIGUOUS, Certainty.NOT_OURS, Certainty.NOT_CHECKED)
              .contains(certainty);
      boolean known = ours && certainty != Certainty.NO_RECORD;
      Owner who =
          switch (owner) {
            case ACTIVE, LEAVER, DISABLED, NOT_LISTED -> new Owner(OwnerType.PERSON, "u-1");
            case TEAM -> new Owner(OwnerType.TEAM, "core");
            case NOBODY -> null;
          };
      return new Attribution(
          status(),
          by(),
          known ? record : null,
          known
              ? List.of("key_1")
              : certainty == Certainty.AMBIGUOUS ? List.of("a", "b") : List.of(),
          scope,
          known ? who : null,
          known ? person() : null,
          Validity.UNDETERMINED,
          certainty != Certainty.EXACT_STALE && certainty != Certainty.NOT_CHECKED,
          "");
    }

    private Person person() {
      PersonStatus status =
          switch (owner) {
            case ACTIVE -> PersonStatus.ACTIVE;
            case LEAVER -> PersonStatus.LEAVER;
            case DISABLED -> PersonStatus.DISABLED;
            default -> null;
          };
      return status == null
          ? null
          : new Person("u-1", "Ada", null, null, "u-2", "core", status, null);
    }

    private AttributionStatus status() {
      return switch (certainty) {
        case AMBIGUOUS -> AttributionStatus.AMBIGUOUS;
        case NOT_OURS -> AttributionStatus.NOT_OURS;
        case NOT_CHECKED -> AttributionStatus.NOT_CHECKED;
        default -> AttributionStatus.OURS;
      };
    }

    private AttributionBy by() {
      return switch (certainty) {
        case EXACT, EXACT_STALE, AMBIGUOUS -> AttributionBy.FINGERPRINT;
        case INTROSPECTED, NO_RECORD -> AttributionBy.INTROSPECTION;
        case KEY_ID -> AttributionBy.KEY_ID;
        case REDACTED -> AttributionBy.REDACTED;
        case NOT_OURS, NOT_CHECKED -> null;
      };
    }

    Decision decision() {
      return DECIDED.computeIfAbsent(this, c -> POLICY.decide(finding(), attribution(), FACTS));
    }

    /** Whether a row's first cells, {@code any} or words joined by commas, name this case. */
    boolean standsIn(List<String> row) {
      List<String> mine =
          List.of(
              WireName.of(scope),
              WireName.of(owner),
              WireName.of(certainty),
              WireName.of(audience),
              environment);
      return IntStream.range(0, mine.size())
          .allMatch(
              i ->
                  row.get(i).equals("any")
                      || List.of(row.get(i).split(", ", -1)).contains(mine.get(i)));
    }
  }

  private static List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (var scope : KeyScope.values()) {
      for (var owner : Owns.values()) {
        for (var certainty : Certainty.values()) {
          for (var audience : Audience.values()) {
            for (var environment : List.of("production", "staging", "")) {
              all.add(new Case(scope, owner, certainty, audience, environment));
            }
          }
        }
      }
    }
    return all;
  }

  @Test
  void decidesEveryCaseAsTheTableSays() {
    List<List<String>> table = table();
    for (Case c : cases()) {
      List<List<String>> rows = table.stream().filter(c::standsIn).toList();
      assertThat(rows).as("rows for %s", c).hasSize(1);
      Decision d = c.decision();
      String actions =
          d.actions().isEmpty()
              ? "nothing"
              : d.actions().stream().map(WireName::of).collect(Collectors.joining(", "));
      assertThat(rows.get(0).subList(5, 7))
          .as("%s", c)
          .containsExactly(actions, d.automatic() ? "yes" : "no");
    }
  }

  @Test
  void givesAnAnswerTheTimeThatTheAudienceLeaves() {
    Map<Audience, Duration> patience =
        Map.of(
            Audience.PUBLIC, Duration.ofMinutes(15),
            Audience.ORGANISATION, Duration.ofHours(4),
            Audience.RESTRICTED, Duration.ofDays(2),
            Audience.LOCAL, Duration.ofDays(2));
    for (Case c : cases()) {
      Decision d = c.decision();
      if (d.deadline() != null) {
        assertThat(Duration.between(Samples.NOW, d.deadline()))
            .as("%s", c)
            .isEqualTo(patience.get(c.audience));
      }
    }
  }

  @Test
  void decidesAlikeInEveryEnvironment() {
    for (Case c : cases()) {
      var elsewhere = new Case(c.scope, c.owner, c.certainty, c.audience, "");
      assertThat(c.decision()).as("%s", c).isEqualTo(elsewhere.decision());
    }
  }

  @Test
  void endsOnlyAPersonsKeyThatIsExactlyKnownAndShared() {
    for (Case c : cases()) {
      boolean may =
          c.scope == KeyScope.USER
              && c.certainty == Certainty.EXACT
              && c.audience != Audience.LOCAL
              && c.owner != Owns.TEAM;
      assertThat(c.decision().endsTheKeyNow()).as("%s", c).isEqualTo(may);
    }
  }

  @Test
  void opensATaskForEveryKeyThatIsOrMayBeOurs() {
    for (Case c : cases()) {
      boolean ours = c.certainty != Certainty.NOT_OURS && c.certainty != Certainty.NOT_CHECKED;
      assertThat(c.decision().actions().contains(Action.TASK)).as("%s", c).isEqualTo(ours);
    }
  }

  @Test
  void asksTwoCustodiansBeforeAKeyThatOutlivesPeopleEnds() {
    for (Case c : cases()) {
      Decision d = c.decision();
      if (d.actions().contains(Action.APPROVAL)) {
        assertThat(c.scope).isIn(KeyScope.ORGANISATION, KeyScope.WORKLOAD);
        assertThat(d.approvalsNeeded()).as("%s", c).isEqualTo(2);
        assertThat(d.approvers()).containsExactly("u-3", "u-4");
      }
    }
  }

  @Test
  void endsUnansweredOnlyWhatCustodiansWereAskedAboutAndAnyoneCanRead() {
    for (Case c : cases()) {
      Decision d = c.decision();
      boolean may = d.actions().contains(Action.APPROVAL) && c.audience == Audience.PUBLIC;
      assertThat(d.endsUnanswered()).as("%s", c).isEqualTo(may);
    }
  }

  @Test
  void hasADeadlineExactlyWhereThereIsSomethingToDo() {
    for (Case c : cases()) {
      Decision d = c.decision();
      assertThat(d.deadline() == null).as("%s", c).isEqualTo(d.actions().isEmpty());
    }
  }

  @Test
  void tellsTheManagerOfAPersonWhoLeft() {
    var left = new Case(KeyScope.USER, Owns.LEAVER, Certainty.EXACT, Audience.PUBLIC, "");
    assertThat(left.decision().reason()).contains("has left", "manager is told");
  }

  @Test
  void saysThatItCannotSayWhoseWithoutAnInventory() {
    var unknown = new Case(KeyScope.USER, Owns.ACTIVE, Certainty.NOT_CHECKED, Audience.PUBLIC, "");
    assertThat(unknown.decision().reason()).contains("I can say what, not whose");
    assertThat(Inventory.EMPTY.given()).isFalse();
  }

  private static List<List<String>> table() {
    try (var in = ShippedPolicyTest.class.getResourceAsStream("shipped-policy.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> l.startsWith("| ") && !l.startsWith("| scope "))
          .map(l -> Stream.of(l.substring(1).split("\\|", -1)).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
