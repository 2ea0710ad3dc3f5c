package dev.straykey.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.Hit;
import dev.straykey.scan.ScanEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that markup, a format of runs or a mail's quotes set apart from what names them. */
class ApartFromLabelsTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);
  private static final String PASSWORD = "k7" + "Horse#nine";

  private final String key = PatternSampler.make(RULES.rule("own-api-key"), 7).key();

  private static List<Hit> hits(String text) throws IOException {
    var hits = new ArrayList<Hit>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(text.getBytes(UTF_8))),
            hits::add);
    return hits;
  }

  private static void finds(String secret, String through, String text) throws IOException {
    assertThat(hits(text))
        .as(text)
        .singleElement()
        .satisfies(hit -> assertThat(hit.secret.reveal()).isEqualTo(secret))
        .satisfies(hit -> assertThat(hit.decoded).containsExactly(through));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password: {{%s}}",
        "*Password:* {{%s}} for the wiki",
        "h4. Password:\n{noformat}\n%s\n{noformat}\n",
        "Password: {noformat}%s{noformat}",
        "Password:\r\n{code}\r\n%s\r\n{code}\r\n",
        "The password is {code:bash}%s{code}",
        "The password is {{%s}}",
        "DB password {code:title=x|borderStyle=solid}\n%s\n{code}\n",
        "Password:\n```\n%s\n```\n",
        "Password:\n\n```\n%s\n```\n"
      })
  void whatAWikiSetsApartFromItsLabelIsRead(String text) throws IOException {
    finds(PASSWORD, "wiki", text.formatted(PASSWORD));
  }

  @Test
  void whatStandsBetweenGravesIsReadAsItStands() throws IOException {
    assertThat(hits("Password: `" + PASSWORD + "`\n"))
        .singleElement()
        .extracting(h -> h.decoded)
        .isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: {{db_password2}}",
        "password: {{ db_password2 }}",
        "password: {{dbPassword1}}",
        "password={{lookup('env','PASSWORD_2')}}",
        "password: {{password2|quote}}",
        "Password: {{k7Horse#nine",
        "Password:\n{noformat}\nk7Horse#nine and more\n{noformat}\n",
        "The password goes here\n{noformat}\nls -l k7Horse#nine\n{noformat}\n",
        "Look at this:\n{code}\nk7Horse#nine\n{code}\n",
        "Password:\n{codeword}\nk7Horse#nine\n{codeword}\n"
      })
  void whatIsFilledInOrHasNoLabelIsSilent(String text) throws IOException {
    assertThat(hits(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'text','text':'Password: '},{'type':'text','text':'%s','marks':[{'type':'code'}]}",
        "{'type': 'text', 'text': 'Password: '},\n  {\n    'type': 'text',\n    'text': '%s'\n  }",
        "{'text':'Password','marks':[{'type':'strong'}],'type':'text'},"
            + "{'text':': %s','type':'text'}",
        "{'type':'text','text':'Password'},{'type':'text','text':': '},"
            + "{'type':'text','text':'%s','style':{'code':true}}",
        "{'type':'text','text':'Hi,\\nPassword: '},{'type':'text','text':'%s'}"
      })
  void aLabelAndItsValueInRunsOfTextAreOneText(String runs) throws IOException {
    String json = "{'type':'paragraph','content':[" + runs.formatted(PASSWORD) + "]}";
    finds(PASSWORD, "text-runs", json.replace('\'', '"'));
  }

  @Test
  void aTokenThatRunsOfTextCutIsRead() throws IOException {
    String json =
        ("{'type':'doc','content':[{'type':'text','text':'take %s'},"
                + "{'type':'text','text':'%s','marks':[{'type':'strong'}]}]}")
            .replace('\'', '"');
    finds(key, "text-runs", json.formatted(key.substring(0, 17), key.substring(17)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'type':'%s','content':[%s]}", "{'content':[%2$s],'type':'%1$s'}"})
  void aTableOfRunsIsATable(String node) throws IOException {
    String row = row(node, "tableHeader", "User", "Password") + ",";
    String rows = row + row(node, "tableCell", "root", PASSWORD);
    List<Hit> hits = hits(node.formatted("table", rows).replace('\'', '"'));

    assertThat(hits)
        .singleElement()
        .satisfies(hit -> assertThat(hit.secret.reveal()).isEqualTo(PASSWORD))
        .satisfies(hit -> assertThat(hit.decoded).containsExactly("text-runs", "table"));
  }

  private static String row(String node, String cell, String first, String second) {
    var cells = new ArrayList<String>();
    for (String text : List.of(first, second)) {
      String run = "{'type':'text','text':'" + text + "'}";
      cells.add(node.formatted(cell, node.formatted("paragraph", run)));
    }
    return node.formatted("tableRow", String.join(",", cells));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'text','text':'Password: '},{'type':'text','text':'see the wiki 7'}",
        "{'type':'text','text':'Hello '},{'type':'text','text':'k7Horse#nine'}",
        "{'type':'paragraph','text':'Password: '},{'type':'paragraph','text':'k7Horse#nine'}",
        "{'id':1,'text':'Password: '},{'id':2,'text':'k7Horse#nine'}"
      })
  void runsWithoutALabelOrAValueAreSilent(String runs) throws IOException {
    assertThat(hits("[" + runs.replace('\'', '"') + "]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> take %s\n> %s and go\n",
        "> take %s\r\n> %s\r\n> and go\r\n",
        ">> take %s\n>> %s\n",
        "> > take %s \n> > %s and go\n",
        ">take %s\n>%s\n",
        "> %s\n> %s\n> Regards\n"
      })
  void aKeyThatQuotedLinesCutIsRead(String mail) throws IOException {
    finds(key, "quoted-lines", mail.formatted(key.substring(0, 20), key.substring(20)));
  }

  @Test
  void aKeyThatFlowedLinesCutIsRead() throws IOException {
    String line = "As we said on the phone, this is the new one: " + key.substring(0, 20);
    finds(key, "quoted-lines", line + " \n" + key.substring(20) + " is it\n");
  }

  @Test
  void aKeyOfThreeQuotedLinesIsRead() throws IOException {
    finds(
        key,
        "quoted-lines",
        "> take %s\n> %s\n> %s now\n"
            .formatted(key.substring(0, 20), key.substring(20, 32), key.substring(32)));
  }

  @Test
  void aKeyInClearInQuotedLinesIsSaidOnce() throws IOException {
    assertThat(hits("> take " + key + "\n> Regards\n"))
        .singleElement()
        .extracting(h -> h.decoded)
        .isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> password: k7Horse\n> nine9battery#8\n",
        "> token=kJ3hG8dLq0\n> ZxVb72Wn5Rq1\n",
        "> the api_key is kJ3hG8dLq0\n> ZxVb72Wn5Rq1 or so\n"
      })
  void whatOnlyItsNameTellsIsNotPutTogether(String mail) throws IOException {
    assertThat(hits(mail)).allMatch(hit -> !hit.decoded.contains("quoted-lines"));
  }
}
