package dev.straykey.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
  private static final String HEADER = "id,name,email,slack_id,manager,team,status,left_at\n";
  private static final String CSV =
      HEADER
          + "u-1,Ada,Ada@acme.example,U01,,core,active,\n"
          + "u-2,\"Grace, H.\",grace@acme.example,,u-1,core,leaver,2026-11-01\n"
          + "u-3,Alan,,,u-2,ops,disabled,\n";
  private static final String SCIM =
      """
      {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "Resources": [
       {"id": "u-1", "userName": "ada", "name": {"formatted": "Ada L."}, "active": true,
        "emails": [{"value": "old@acme.example"}, {"value": "ada@acme.example", "primary": true}], "meta": {"x": [1]}},
       {"id": "u-2", "username": "grace", "Active": false,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "u-1"}, "department": "core"}}]}
      """;

  private static Directory read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Directory read(byte[] text) {
    try {
      return Directory.read(new ByteArrayInputStream(text), "people");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Person person(Directory directory, String id) {
    Person person = directory.byId(id);
    assertThat(person).isNotNull();
    return person;
  }

  @Test
  void readsEveryColumn() {
    assertThat(read(CSV).byId("u-2"))
        .isEqualTo(
            new Person(
                "u-2",
                "Grace, H.",
                "grace@acme.example",
                null,
                "u-1",
                "core",
                PersonStatus.LEAVER,
                Instant.parse("2026-11-01T00:00:00Z")));
  }

  @Test
  void readsScimUsers() {
    var directory = read(SCIM);
    assertThat(directory.byId("u-1"))
        .isEqualTo(
            new Person(
                "u-1", "Ada L.", "ada@acme.example", null, null, null, PersonStatus.ACTIVE, null));
    assertThat(directory.byId("u-2"))
        .isEqualTo(
            new Person("u-2", "grace", null, null, "u-1", "core", PersonStatus.DISABLED, null));
  }

  @Test
  void refusesOnePageOfSeveral() {
    assertThatThrownBy(() -> read(SCIM.replace("\"totalResults\": 2", "\"totalResults\": 250")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1405", "2 of 250");
  }

  @Test
  void findsByAddressWithoutRegardToCase() {
    assertThat(read(CSV).byEmail("ADA@acme.example")).extracting(Person::id).isEqualTo("u-1");
  }

  @Test
  void findsNobodyByAnAddressThatTwoShare() {
    var directory = read(HEADER + "a,,x@y.example,,,,active,\nb,,X@y.example,,,,active,\n");
    assertThat(directory.byEmail("x@y.example")).isNull();
  }

  @Test
  void listsATeamInTheOrderOfTheFile() {
    assertThat(read(CSV).team("core")).extracting(Person::id).containsExactly("u-1", "u-2");
  }

  @Test
  void reachesTheFirstActiveManagerUpTheChain() {
    var directory = read(CSV);
    assertThat(directory.reachable(person(directory, "u-3")))
        .extracting(Person::id)
        .isEqualTo("u-1");
  }

  @Test
  void reachesAnActivePersonThemself() {
    var directory = read(CSV);
    assertThat(directory.reachable(person(directory, "u-1")))
        .extracting(Person::id)
        .isEqualTo("u-1");
  }

  @Test
  void reachesNobodyInACircleOfLeavers() {
    var directory = read(HEADER + "a,,,,b,,leaver,\nb,,,,a,,leaver,\n");
    assertThat(directory.reachable(person(directory, "a"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u-9,Zq9,,,,,gone,",
        "u-9,Zq9,,,,,,",
        ",Zq9,,,,,active,",
        "u-9,Zq9,,,,,leaver,yesterday",
        "u-1,Zq9,,,,,active,",
        "u-9,Zq9,,,,,active,,,",
        "u-9,Zq9,,,,,active,,\"x\",y"
      })
  void namesTheLineAndNotTheValueOfWhatIsWrong(String row) {
    assertThatThrownBy(() -> read(CSV + row + "\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("line 5")
        .hasMessageNotContaining("Zq9")
        .hasNoCause();
  }

  @Test
  void saysWhereAQuoteDoesNotClose() {
    assertThatThrownBy(() -> read(CSV + "u-9,\"Zq9\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1401", "or above", "quote")
        .hasMessageNotContaining("Zq9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name,status\n",
        "id,status,Zq9\n",
        "id,id,status\n",
        "{}",
        "[1]",
        "{\"id\": 7}"
      })
  void refusesWhatIsNoDirectory(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("Zq9");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> Directory.read(Path.of("no-such.csv")))
        .hasMessageContainingAll("SK-1400", "no-such.csv");
  }

  @Property(tries = 500)
  void anyBytesAreADirectoryOrInvalidInput(@ForAll byte[] bytes) {
    onlyInvalidInput(bytes, "never");
  }

  @Property(tries = 500)
  void noErrorQuotesAValue(@ForAll String noise, @ForAll boolean scim) {
    String value = "Zq9" + noise;
    String text = scim ? SCIM.replace("true", value) : CSV.replace("leaver", value);
    onlyInvalidInput(text.getBytes(StandardCharsets.UTF_8), "Zq9");
  }

  private static void onlyInvalidInput(byte[] text, String mark) {
    try {
      read(text);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageNotContaining(mark).hasNoCause();
    }
  }
}
