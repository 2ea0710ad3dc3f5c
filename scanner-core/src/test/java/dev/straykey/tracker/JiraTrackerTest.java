package dev.straykey.tracker;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.straykey.http.Credential;
import dev.straykey.model.Brief;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How tasks are written and found again. */
@Timeout(30)
class JiraTrackerTest extends JiraStage {
  private Tracker dataCenter() {
    jira.stubFor(
        get("/rest/api/2/serverInfo").willReturn(okJson("{\"deploymentType\": \"Server\"}")));
    return tracker(bearer);
  }

  @Test
  void opensATaskInTheDocumentFormatOfTheCloud() {
    creates("3");

    assertThat(cloud().open(BRIEF, "fp-1a2b", null, LocalDate.of(2026, 3, 8))).isEqualTo("SEC-24");
    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue"))
            .withHeader("Authorization", equalTo(Credential.basic(pair)))
            .withRequestBody(matchingJsonPath("$.fields.project.key", equalTo("SEC")))
            .withRequestBody(matchingJsonPath("$.fields.issuetype.name", equalTo("Task")))
            .withRequestBody(matchingJsonPath("$.fields.labels[0]", equalTo("leaked-key")))
            .withRequestBody(matchingJsonPath("$.fields.labels[1]", equalTo("fp-1a2b")))
            .withRequestBody(matchingJsonPath("$.fields.duedate", equalTo("2026-03-08")))
            .withRequestBody(matchingJsonPath("$.fields.summary", equalTo(BRIEF.title())))
            .withRequestBody(matchingJsonPath("$.fields.description.type", equalTo("doc")))
            .withRequestBody(matchingJsonPath("$..content[?(@.text == 'general, 2026-03-01')]")));
  }

  @Test
  void writesNoEmptyTextWhichTheCloudWouldRefuse() {
    creates("3");

    cloud().open(BRIEF, "fp-1a2b", null, null);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue"))
            .withRequestBody(notMatching("(?s).*\"text\"\\s*:\\s*\"\".*")));
  }

  @Test
  void opensATaskInTheMarkupOfTheDataCenter() {
    creates("2");

    dataCenter().open(BRIEF, "fp-1a2b", null, null);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/2/issue"))
            .withHeader("Authorization", equalTo(Credential.bearer(bearer)))
            .withRequestBody(
                matchingJsonPath(
                    "$.fields.description",
                    equalTo("h3. Where\n* general, 2026\\-03\\-01\n* a b"))));
  }

  @Test
  void takesTheMeaningFromForeignMarkup() {
    creates("2");
    var foreign =
        new Brief(
            "t",
            List.of(
                new Brief.Section(
                    "", List.of("[~admin] {html}!x! *b* C:\\new https://a.example/b_c?d=1"))));

    dataCenter().open(foreign, "fp-1", null, null);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/2/issue"))
            .withRequestBody(
                matchingJsonPath(
                    "$.fields.description",
                    equalTo(
                        "* \\[\\~admin\\] \\{html\\}\\!x\\! \\*b\\* C:&#92;new"
                            + " https://a.example/b_c?d=1"))));
  }

  @Test
  void asksOnceWhichJiraItIs() {
    creates("3");
    Tracker tracker = cloud();

    tracker.open(BRIEF, "fp-1", null, null);
    tracker.open(BRIEF, "fp-2", null, null);

    jira.verify(1, getRequestedFor(urlEqualTo("/rest/api/2/serverInfo")));
  }

  @Test
  void keepsTheSummaryToOneLineOf255Characters() {
    creates("3");

    cloud().open(new Brief("a\nb " + "x".repeat(400), List.of()), "fp-1", null, null);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue"))
            .withRequestBody(
                matchingJsonPath("$.fields.summary", equalTo("a b " + "x".repeat(250) + "…"))));
  }

  @Test
  void assignsTheAccountWithTheAddress() {
    creates("3");
    jira.stubFor(
        get(urlPathEqualTo("/rest/api/3/user/search"))
            .withQueryParam("query", equalTo("ann+x@acme.example"))
            .willReturn(
                okJson(
                    """
                    [{"accountId": "1", "emailAddress": "joann+x@acme.example", "active": true},
                     {"accountId": "2", "emailAddress": "Ann+x@acme.example", "active": true}]""")));

    cloud().open(BRIEF, "fp-1", "ann+x@acme.example", null);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue"))
            .withRequestBody(matchingJsonPath("$.fields.assignee.id", equalTo("2"))));
  }

  @Test
  void namesTheAssigneeInTheTextWhereNoAccountIsCertain() {
    creates("3");
    jira.stubFor(get(urlPathEqualTo("/rest/api/3/user/search")).willReturn(status(403)));

    cloud().open(BRIEF, "fp-1", "ann@acme.example", null);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue"))
            .withRequestBody(matchingJsonPath("$..content[?(@.text =~ /Meant for ann@acme.*/)]")));
  }

  @Test
  void opensTheTaskWithoutFieldsThatTheProjectLacks() {
    jira.stubFor(
        post("/rest/api/3/issue")
            .withRequestBody(matchingJsonPath("$.fields.duedate"))
            .willReturn(
                status(400)
                    .withBody("{\"errorMessages\": [], \"errors\": {\"duedate\": \"no such\"}}")));
    jira.stubFor(
        post("/rest/api/3/issue")
            .withRequestBody(matchingJsonPath("$.fields[?(!@.duedate)]"))
            .willReturn(status(201).withBody("{\"key\": \"SEC-25\"}")));

    assertThat(cloud().open(BRIEF, "fp-1", null, LocalDate.of(2026, 3, 8))).isEqualTo("SEC-25");
  }

  @Test
  void namesTheFieldsThatJiraRefused() {
    jira.stubFor(
        post("/rest/api/3/issue")
            .willReturn(status(400).withBody("{\"errors\": {\"project\": \"echo of foreign\"}}")));

    var error =
        catchThrowableOfType(TrackerException.class, () -> cloud().open(BRIEF, "fp-1", null, null));

    assertThat(error.unknown()).isFalse();
    assertThat(error)
        .hasMessageContainingAll("SK-2010", "HTTP 400", "project")
        .hasMessageNotContaining("echo of foreign");
  }

  @Test
  void saysThatATaskMayHaveBeenOpenedWhenTheAnswerNeverCame() {
    Tracker tracker = cloud();
    jira.stubFor(
        post("/rest/api/3/issue")
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    var error =
        catchThrowableOfType(TrackerException.class, () -> tracker.open(BRIEF, "fp-1", null, null));

    assertThat(error.unknown()).isTrue();
    jira.verify(1, postRequestedFor(urlEqualTo("/rest/api/3/issue")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "{\"key\": \"SEC-2", "{\"key\": \"../x\"}", ""})
  void takesNoPageForATask(String body) {
    jira.stubFor(post("/rest/api/3/issue").willReturn(aResponse().withBody(body)));

    var error =
        catchThrowableOfType(TrackerException.class, () -> cloud().open(BRIEF, "fp-1", null, null));

    assertThat(error.unknown()).isTrue();
  }

  @Test
  void findsTheTaskThatCarriesALabel() {
    jira.stubFor(
        post("/rest/api/3/search/jql")
            .withRequestBody(
                matchingJsonPath(
                    "$.jql",
                    equalTo("project = \"SEC\" AND labels = \"fp-1\" ORDER BY created ASC")))
            .willReturn(
                okJson(
                    """
                    {"issues": [{"key": "SEC-1", "fields": {"labels": ["other"]}},
                                {"key": "SEC-2", "fields": {"labels": ["leaked-key", "fp-1"]}}]}""")));

    assertThat(cloud().find("fp-1")).contains("SEC-2");
  }

  @Test
  void searchesADataCenterWhereItSearches() {
    jira.stubFor(post("/rest/api/2/search").willReturn(okJson("{\"total\": 0, \"issues\": []}")));

    assertThat(dataCenter().find("fp-1")).isEmpty();
  }

  @Test
  void refusesALabelThatWouldEndTheQuotes() {
    assertThatThrownBy(() -> cloud().find("fp\" OR project = \"HR"))
        .isInstanceOf(IllegalArgumentException.class);
    jira.verify(0, anyRequestedFor(anyUrl()));
  }
}
