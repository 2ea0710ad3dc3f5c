package dev.straykey.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Call;
import dev.straykey.model.Effect;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
  private static final String FILE =
      """
      issuer: zebra
      name: Zebra
      source: https://docs.zebra.example/keys
      host: https://api.zebra.example
      keys:
        - id: zebra-key
          name: Zebra key
          keywords: [zbr_]
          pattern: 'zbr_[0-9a-f]{32}'
          scope: workload
          examples:
            - { text: 'key={key}', finds: 1 }
      revoke:
        delete: /keys/{key_id}
        as: credential
        accepted: { status: 204 }
        needs: id
        rate: 60/h
        dead_within: 1h
        examples: [ { status: 204, body: '', means: accepted } ]
      """;

  private static final String FIND_FROM = "revoke:\n  delete: /keys/{key_id}\n";
  private static final String FIND =
      """
      find:
        get: /keys
        as: credential
        alive: { status: 200 }
        gives: { key_id: %s }
        list: { items: body.data, redacted: %s, next: { after: body.last }, more: body.more }
        examples: [ { status: 200, body: '{}', means: alive } ]
      revoke:
        delete: /keys/{key_id}
      """;

  @TempDir Path folder;

  private static IssuerSpec read(String yaml) {
    return RuleFiles.parse(yaml, "zebra.yaml", true);
  }

  private static void refuses(String from, String to, String... words) {
    String yaml = FILE.replace(from, to);
    assertThat(yaml).isNotEqualTo(FILE);
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void namesTheLineAndTheNearestFieldForAMisspeltOne() {
    refuses("keywords:", "keyword:", "SK-1101", "zebra.yaml:8", "keys[0].keyword", "keywords");
  }

  @Test
  void namesTheScopesThatWouldHaveBeenRight() {
    refuses("scope: workload", "scope: team", "zebra.yaml:10", "keys[0].scope", "organisation");
  }

  @Test
  void namesThePlacesThatAPathKnows() {
    refuses(
        "scope: workload", "path: ['~{test}']", "zebra.yaml:10", "keys[0].path", "{tests}, {docs}");
  }

  @Test
  void refusesAPatternThatIsNoExpression() {
    refuses("{32}'", "{32}('", "SK-1102", "keys[0].pattern");
  }

  @Test
  void refusesAFormThatIsNoExpression() {
    refuses("scope: workload", "form: 'zbr_('", "SK-1102", "keys[0].form");
  }

  @Test
  void refusesAFormThatNoKeyCanBeMadeFrom() {
    refuses(
        "scope: workload", "form: '\\bzbr_[0-9a-f]{30}'", "SK-1101", "keys[0].form", "narrower");
  }

  @Test
  void refusesAKeywordThatThePatternNeverHolds() {
    refuses("[zbr_]", "[zebra_]", "SK-1103", "zebra_");
  }

  @Test
  void doesNotRepeatAKeywordThatMayBeAKey() {
    String key = "q7" + "x9".repeat(6);

    assertThatThrownBy(() -> read(FILE.replace("[zbr_]", "[" + key + "]")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1103", "a keyword")
        .hasMessageNotContaining(key);
  }

  @Test
  void refusesAnExampleWhoseKeyCannotBeMade() {
    refuses("'zbr_[0-9a-f]{32}'", "'\\bzbr_[0-9a-f]{32}'", "SK-1104");
  }

  @Test
  void refusesAnUnknownSlot() {
    refuses("{key_id}", "{keyid}", "SK-1101", "revoke", "unknown slot");
  }

  @Test
  void takesBracesAroundASpaceForTheBodysOwn() {
    String query = "{ viewer { id name } }";

    String json =
        read(FILE.replace(
                "as: credential\n", "as: credential\n  json: { query: '" + query + "' }\n"))
            .calls()
            .get(Verb.REVOKE)
            .get(0)
            .json();

    assertThat(json).isEqualTo("{\"query\":\"" + query + "\"}");
  }

  @Test
  void refusesTwoWaysToSayWhoAsks() {
    refuses("as: credential\n", "as: credential\n  basic: '{credential}'\n", "revoke", "basic");
  }

  @Test
  void refusesAPathThatLeavesTheHost() {
    refuses("/keys/{key_id}", "//evil.example/{key_id}", "revoke.delete");
  }

  @Test
  void refusesACallToAHostWithoutEncryption() {
    refuses("revoke:\n", "revoke:\n  host: http://cloud.zebra.example\n", "revoke", "host");
  }

  @Test
  void refusesToEndWhatAListHolds() {
    refuses("revoke:\n", "revoke:\n  list: { items: body.data, redacted: item.key }\n", "list");
  }

  @Test
  void refusesToFindAKeyWithoutAList() {
    refuses("revoke:\n  delete: /keys/{key_id}", "find:\n  get: /keys", "find", "list");
  }

  @Test
  void refusesAListedKeyThatIsSoughtOutsideTheList() {
    refuses(FIND_FROM, FIND.formatted("item.id", "body.key"), "list.redacted", "item.key");
  }

  @Test
  void refusesAListThatTellsNoId() {
    refuses(FIND_FROM, FIND.replace("key_id", "name").formatted("item.id", "item.key"), "key_id");
  }

  @Test
  void readsHowAListIsReadOn() {
    String yaml = FILE.replace(FIND_FROM, FIND.formatted("item.id", "item.key"));

    Call.Listing list = read(yaml).calls().get(Verb.FIND).get(0).list();

    assertThat(list).isEqualTo(new Call.Listing("data", "key", false, "after", "last", "more"));
  }

  @Test
  void refusesAHostWithoutEncryption() {
    refuses("https://api", "http://api", "host", "https");
  }

  @Test
  void refusesAnAliasThatWouldGrow() {
    refuses("name: Zebra\n", "name: &a [x]\nsource2: *a\n", "alias");
  }

  @Test
  void readsLimitsInTheirUnits() {
    var revoke = read(FILE).call(Verb.REVOKE, "zebra-key");

    assertThat(revoke.perMinute()).isEqualTo(1);
    assertThat(revoke.deadWithin()).hasHours(1);
  }

  @Test
  void writesABodyAsJsonOfTheSameTypes() {
    String yaml =
        FILE.replace(
            "delete: /keys/{key_id}",
            "post: /keys\n  json: { value: '{key}', all: true, 1: [2, null, 'a \"b\"', {}] }");

    assertThat(read(yaml).call(Verb.REVOKE, "zebra-key").json())
        .isEqualTo("{\"value\":\"{key}\",\"all\":true,\"1\":[2,null,\"a \\\"b\\\"\",{}]}");
  }

  /** The same issuer, where a class sends the requests. */
  private static String byClass(String kinds) {
    return FILE.substring(0, FILE.indexOf("revoke:")) + "class: { revoke: " + kinds + " }\n";
  }

  @Test
  void aClassCanDoWhatTheFileSaysOfItForThisOneKey() {
    IssuerSpec spec = read(byClass("[zebra-key]"));

    assertThat(spec.can(Verb.REVOKE, "zebra-key")).isTrue();
    assertThat(spec.effect(Verb.REVOKE, "zebra-key")).isEqualTo(Effect.THIS_KEY);
    assertThat(spec.can(Verb.DISABLE, "zebra-key")).isFalse();
    assertThat(spec.can(Verb.REVOKE, "zebra-other")).isFalse();
  }

  @Test
  void refusesAClassForAKindThatTheFileDoesNotHave() {
    assertThatThrownBy(() -> read(byClass("[zebra-other]")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1101", "class.revoke", "zebra-key");
  }

  @Test
  void refusesAClassBesideAVerb() {
    refuses(
        "revoke:", "class: { verify: zebra-key }\nrevoke:", "SK-1101", "class", "beside a verb");
  }

  @Test
  void anUntrustedFileNamesNoClass() {
    assertThat(RuleFiles.parse(byClass("[zebra-key]"), "zebra.yaml", false).byClass()).isEmpty();
  }

  @Test
  void anUntrustedFileCausesNoRequest() {
    IssuerSpec spec = RuleFiles.parse(FILE, "zebra.yaml", false);

    assertThat(spec.calls()).isEmpty();
    assertThat(spec.host()).isNull();
    assertThat(spec.rules()).allSatisfy(rule -> assertThat(rule.trusted()).isFalse());
  }

  @Test
  void anUntrustedFileSendsNobodyToAPage() {
    String yaml = FILE.replace("keys:\n  - id", "console: https://evil.example\nkeys:\n  - id");

    assertThat(read(yaml).console()).isNotNull();
    assertThat(RuleFiles.parse(yaml, "zebra.yaml", false).console()).isNull();
  }

  @Test
  void anUntrustedFileCannotDescribeAShippedIssuer() throws IOException {
    Path file = folder.resolve("github.yaml");
    Files.writeString(file, FILE.replace("issuer: zebra", "issuer: github"));

    assertThatThrownBy(() -> RuleFiles.load(RuleFiles.shipped(), file, false))
        .hasMessageContainingAll("SK-1106", "github");
  }

  @Test
  void theOrganisationsFileDescribesAnIssuerAnew() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, FILE.replace("issuer: zebra", "issuer: own"));

    RuleSet rules = RuleFiles.load(RuleFiles.shipped(), folder, true);

    assertThat(rules.rule("zebra-key")).isNotNull();
    assertThat(rules.rule("own-api-key")).isNull();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> RuleFiles.load(RuleFiles.shipped(), folder.resolve("no.yaml"), true))
        .hasMessageContainingAll("SK-1107", "no.yaml");
  }

  @Property(tries = 300)
  void aDamagedFileIsReadOrRefusedButNeverBreaksTheReader(
      @ForAll @IntRange(max = 600) int at, @ForAll char with) {
    int where = Math.min(at, FILE.length() - 1);
    String damaged = FILE.substring(0, where) + with + FILE.substring(where + 1);
    try {
      read(damaged);
    } catch (InvalidInputException e) {
      assertThat(e.code()).startsWith("SK-11");
    }
  }
}
