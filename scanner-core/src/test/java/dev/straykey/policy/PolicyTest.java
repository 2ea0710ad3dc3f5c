package dev.straykey.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.inventory.Samples;
import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Decision;
import dev.straykey.model.Doubt;
import dev.straykey.model.Effect;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Shown;
import dev.straykey.model.Validity;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {
  private static final Finding FOUND = Samples.finding(1, Audience.PUBLIC);
  private static final Facts FACTS = facts(Set.of(), List.of(), Set.of(), Effect.THIS_KEY);

  /** A policy that would end everything. */
  private static final Policy RECKLESS = policy("true", Action.REVOKE, Action.TASK);

  private static Facts facts(
      Set<String> self, List<String> guarded, Set<String> tripped, Effect effect) {
    return new Facts(
        Samples.NOW,
        self,
        guarded,
        tripped,
        Map.of(Facts.effectKey("stripe", "stripe-key"), effect));
  }

  private static Policy policy(String when, Action... actions) {
    return Policy.of(List.of(line("one", when, actions)));
  }

  private static Line line(String name, String when, Action... actions) {
    boolean ends = List.of(actions).contains(Action.REVOKE);
    return new Line(name, when, List.of(actions), ends, null, false, "straykey.yaml:7");
  }

  private static Attribution exact(String more) {
    KeyRecord record = Samples.record(Samples.line("key_1", 1, more));
    return attribution(record, AttributionBy.FINGERPRINT, true);
  }

  private static Attribution attribution(KeyRecord record, AttributionBy by, boolean fresh) {
    return new Attribution(
        AttributionStatus.OURS,
        by,
        record,
        record == null ? List.of() : List.of(record.id()),
        KeyScope.USER,
        record == null ? null : record.owner(),
        null,
        Validity.ACTIVE,
        fresh,
        "");
  }

  @Test
  void endsTheKeyWhenNothingIsInTheWay() {
    assertThat(RECKLESS.decide(FOUND, exact(""), FACTS).endsTheKeyNow()).isTrue();
  }

  @Test
  void doesNothingAboutAKeyInDoubtThatTheInventoryDoesNotHold() {
    var known = attribution(null, AttributionBy.KEY_ID, true);

    var decision = RECKLESS.decide(FOUND.withDoubt(Doubt.CHECKSUM), known, FACTS);

    assertThat(decision.actions()).isEmpty();
    assertThat(decision.held()).singleElement().asString().contains("checksum does not hold");
  }

  @Test
  void endsAKeyInDoubtThatTheInventoryHolds() {
    assertThat(RECKLESS.decide(FOUND.withDoubt(Doubt.MADE_UP), exact(""), FACTS).endsTheKeyNow())
        .isTrue();
  }

  static Stream<Arguments> neverAutomatic() {
    var plain = exact("");
    var publishable =
        new Finding(
            FOUND.fingerprint(),
            "stripe-key",
            "",
            "stripe",
            FOUND.severity(),
            Shown.VALUE,
            "",
            null,
            KeyScope.UNKNOWN,
            true,
            FOUND.matches(),
            null);
    return Stream.of(
        Arguments.of("protected", FOUND, exact(", \"protected\": true"), FACTS),
        Arguments.of(
            "protected",
            FOUND,
            plain,
            facts(Set.of(), List.of("key_1"), Set.of(), Effect.THIS_KEY)),
        Arguments.of(
            "protected",
            FOUND,
            plain,
            facts(Set.of(), List.of("issuer:stripe/*"), Set.of(), Effect.THIS_KEY)),
        Arguments.of("public", publishable, plain, FACTS),
        Arguments.of("canary", FOUND, exact(", \"canary\": true"), FACTS),
        Arguments.of("emergencies", FOUND, exact(", \"emergency\": true"), FACTS),
        Arguments.of("vendor", FOUND, exact(", \"managed_by\": \"vendor\""), FACTS),
        Arguments.of(
            "part of the key",
            Samples.finding(1, Audience.PUBLIC, Shown.KEY_ID, "AKIA12345678"),
            plain,
            FACTS),
        Arguments.of(
            "neither its fingerprint",
            FOUND,
            attribution(plain.key(), AttributionBy.REDACTED, true),
            FACTS),
        Arguments.of(
            "not exactly one record",
            FOUND,
            attribution(null, AttributionBy.INTROSPECTION, true),
            FACTS),
        Arguments.of(
            "older than a day",
            FOUND,
            attribution(plain.key(), AttributionBy.FINGERPRINT, false),
            FACTS),
        Arguments.of("not been shared", Samples.finding(1, Audience.LOCAL), plain, FACTS),
        Arguments.of(
            "further than this key",
            FOUND,
            plain,
            facts(Set.of(), List.of(), Set.of(), Effect.SIBLINGS)),
        Arguments.of("not known how far", FOUND, plain, Facts.at(Samples.NOW)),
        Arguments.of(
            "unexpected answers",
            FOUND,
            plain,
            facts(Set.of(), List.of(), Set.of("stripe"), Effect.THIS_KEY)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void neverAutomatic(String reason, Finding finding, Attribution attribution, Facts facts) {
    Decision decision = RECKLESS.decide(finding, attribution, facts);
    assertThat(decision.endsTheKeyNow()).isFalse();
    assertThat(decision.held()).singleElement().asString().contains(reason);
    assertThat(decision.approvalsNeeded()).isPositive();
  }

  @Test
  void offersWhatStraykeyRunsOnToNobodyForApproval() {
    Facts facts = facts(Set.of(FOUND.fingerprint().hex()), List.of(), Set.of(), Effect.THIS_KEY);

    Decision decision = RECKLESS.decide(FOUND, exact(""), facts);

    assertThat(decision.actions())
        .doesNotContain(Action.REVOKE, Action.APPROVAL)
        .contains(Action.TASK);
    assertThat(decision.held()).singleElement().asString().contains("itself runs");
    assertThat(decision.approvalsNeeded()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"NOT_OURS", "NOT_CHECKED"})
  void neverEndsAStrangersKeyWhateverThePolicySays(AttributionStatus status) {
    var strange =
        new Attribution(
            status, null, null, List.of(), KeyScope.USER, null, null, Validity.ACTIVE, true, "");
    assertThat(RECKLESS.decide(FOUND, strange, FACTS).actions()).containsExactly(Action.TASK);
  }

  @Test
  void takesTheFirstLineThatFits() {
    var policy =
        Policy.of(
            List.of(
                line("no", "finding.places > 1", Action.NOTIFY),
                line("first", "finding.states.exists(s, s == 'current')", Action.TASK),
                line("second", "true", Action.NOTIFY)));
    assertThat(policy.decide(FOUND, exact(""), FACTS).policy()).isEqualTo("first");
  }

  @Test
  void opensATaskWhereNoLineFits() {
    assertThat(policy("false", Action.NOTIFY).decide(FOUND, exact(""), FACTS).actions())
        .containsExactly(Action.TASK);
  }

  @Test
  void opensATaskWhereALineCannotTell() {
    var policy = policy("10 / (finding.places - 1) > 0", Action.REVOKE);
    Decision decision = policy.decide(FOUND, exact(""), FACTS);
    assertThat(decision.actions()).containsExactly(Action.TASK);
    assertThat(decision.policy()).contains("one", "failed");
  }

  @Test
  void keepsTheLinesOwnDeadline() {
    var line =
        new Line("one", "true", List.of(Action.TASK), false, Duration.ofHours(1), false, "x:1");
    assertThat(Policy.of(List.of(line)).decide(FOUND, exact(""), FACTS).deadline())
        .isEqualTo(Samples.NOW.plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key.scop == 'user'          | scop",
        "key.scope == 'usr'          | usr",
        "\"usr\" != key.scope          | organisation",
        "person.status in ['left']   | leaver",
        "key.scope == 1              | 1:11",
        "keys.scope == 'user'        | keys",
        "key.scope ==                | 1:13",
        "key.scope                   | bool",
        "finding.places              | bool"
      })
  void namesTheLineAndWhatIsWrongWithItsCondition(String when, String says) {
    assertThatThrownBy(() -> policy(when.strip(), Action.TASK))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1501", "straykey.yaml:7", "'one'", says);
  }

  @Test
  void refusesTwoLinesOfOneName() {
    assertThatThrownBy(() -> Policy.of(List.of(line("a", "true"), line("a", "true"))))
        .hasMessageContaining("SK-1502");
  }

  @Test
  void refusesAnAutomaticLineThatEndsNothing() {
    var line = new Line("a", "true", List.of(Action.TASK), true, null, false, "x:1");
    assertThatThrownBy(() -> Policy.of(List.of(line))).hasMessageContaining("SK-1502");
  }

  @Test
  void refusesAProtectionThatNamesNoKey() {
    assertThatThrownBy(() -> facts(Set.of(), List.of("issuer:stripe"), Set.of(), Effect.ALL))
        .hasMessageContaining("SK-1504");
  }

  @ParameterizedTest
  @CsvSource({"key_*,true", "*_1,true", "k*y*1,true", "key_2,false", "*2*,false", "key_1*1,false"})
  void protectsByPattern(String pattern, boolean fits) {
    Facts facts = facts(Set.of(), List.of(pattern), Set.of(), Effect.THIS_KEY);
    assertThat(RECKLESS.decide(FOUND, exact(""), facts).endsTheKeyNow()).isEqualTo(!fits);
  }

  @Test
  void loadsNoExpressionLanguageBeforeThereIsSomethingToDecide() throws Exception {
    var loader = new WithoutCel(getClass().getClassLoader());
    Class<?> policy = loader.loadClass("dev.straykey.policy.Policy");
    Object shipped = policy.getMethod("shipped").invoke(null);
    assertThat((List<?>) policy.getMethod("lines").invoke(shipped)).isNotEmpty();
    assertThat(policy.getClassLoader()).isSameAs(loader);
  }

  /** Loads the policy's classes anew, and fails on CEL's. */
  private static final class WithoutCel extends ClassLoader {
    WithoutCel(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("dev.cel.")) {
        throw new ClassNotFoundException(name + " was loaded");
      }
      if (!name.startsWith("dev.straykey.policy.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = in == null ? new byte[0] : in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (java.io.IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
