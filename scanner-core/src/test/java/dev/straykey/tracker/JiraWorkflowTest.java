package dev.straykey.tracker;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How tasks are closed and opened again, whatever the workflow. */
@Timeout(30)
class JiraWorkflowTest extends JiraStage {
  private static void stands(String task, String category) {
    jira.stubFor(
        get("/rest/api/3/issue/" + task + "?fields=status")
            .willReturn(
                okJson(
                    "{\"fields\": {\"status\": {\"statusCategory\": {\"key\": \"%s\"}}}}"
                        .formatted(category))));
  }

  private static void moves(String task, String transitions) {
    jira.stubFor(
        get("/rest/api/3/issue/" + task + "/transitions?expand=transitions.fields")
            .willReturn(okJson("{\"transitions\": [" + transitions + "]}")));
    jira.stubFor(post("/rest/api/3/issue/" + task + "/transitions").willReturn(status(204)));
    jira.stubFor(post("/rest/api/3/issue/" + task + "/comment").willReturn(status(201)));
  }

  private static String transition(int id, String category) {
    return "{\"id\": \"%d\", \"to\": {\"statusCategory\": {\"key\": \"%s\"}}}"
        .formatted(id, category);
  }

  @Test
  void closesByTheTransitionThatLeadsToADoneStatus() {
    stands("SEC-1", "new");
    moves("SEC-1", transition(11, "indeterminate") + "," + transition(31, "done"));

    cloud().close("SEC-1", BRIEF);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue/SEC-1/transitions"))
            .withRequestBody(matchingJsonPath("$.transition.id", equalTo("31")))
            .withRequestBody(matchingJsonPath("$.update.comment[0].add.body.type", equalTo("doc")))
            .withRequestBody(matchingJsonPath("$[?(!@.fields)]")));
  }

  @Test
  void leavesAClosedTaskAsItIs() {
    stands("SEC-1", "done");
    moves("SEC-1", transition(31, "done"));

    cloud().close("SEC-1", BRIEF);

    jira.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void fillsInTheResolutionThatAWorkflowDemands() {
    stands("SEC-1", "new");
    moves(
        "SEC-1",
        """
        {"id": "31", "to": {"statusCategory": {"key": "done"}}, "fields": {"resolution":
          {"required": true, "allowedValues": [{"name": "Won't Do"}, {"name": "Done"}]}}}""");

    cloud().close("SEC-1", BRIEF);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue/SEC-1/transitions"))
            .withRequestBody(matchingJsonPath("$.fields.resolution.name", equalTo("Done"))));
  }

  @Test
  void commentsFirstWhereATransitionTakesNoComment() {
    stands("SEC-1", "new");
    moves("SEC-1", transition(31, "done"));
    jira.stubFor(
        post("/rest/api/3/issue/SEC-1/transitions")
            .withRequestBody(matchingJsonPath("$.update"))
            .willReturn(status(400).withBody("{\"errors\": {\"comment\": \"not on screen\"}}")));

    cloud().close("SEC-1", BRIEF);

    jira.verify(1, postRequestedFor(urlEqualTo("/rest/api/3/issue/SEC-1/comment")));
    jira.verify(2, postRequestedFor(urlEqualTo("/rest/api/3/issue/SEC-1/transitions")));
  }

  @Test
  void saysWhenNoStepOfTheWorkflowLeadsToDone() {
    stands("SEC-1", "new");
    moves("SEC-1", transition(11, "indeterminate"));

    assertThatThrownBy(() -> cloud().close("SEC-1", BRIEF))
        .isInstanceOf(TrackerException.class)
        .hasMessageContainingAll("SEC-1", "by hand");
  }

  @Test
  void reopensToANewStatusRatherThanToOneInProgress() {
    stands("SEC-1", "done");
    moves("SEC-1", transition(21, "indeterminate") + "," + transition(11, "new"));

    cloud().reopen("SEC-1", BRIEF);

    jira.verify(
        postRequestedFor(urlEqualTo("/rest/api/3/issue/SEC-1/transitions"))
            .withRequestBody(matchingJsonPath("$.transition.id", equalTo("11"))));
  }

  @Test
  void onlyCommentsWhenATaskIsOpenAlready() {
    stands("SEC-1", "indeterminate");
    moves("SEC-1", transition(11, "new"));

    cloud().reopen("SEC-1", BRIEF);

    jira.verify(1, postRequestedFor(anyUrl()));
    jira.verify(1, postRequestedFor(urlEqualTo("/rest/api/3/issue/SEC-1/comment")));
  }

  @Test
  void refusesATaskThatIsAPath() {
    assertThatThrownBy(() -> cloud().comment("SEC-1/../../x", BRIEF))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
