package dev.straykey.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiTest {
  @TempDir Path folder;

  @Test
  void noVariablesAreNoCi() {
    assertThat(Ci.of(Map.of())).isEqualTo(new Ci(false, null, false));
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB_BASE_REF, main, main",
    "CHANGE_TARGET, main, main",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME, release/2, release/2",
    "BITBUCKET_PR_DESTINATION_BRANCH, main, main",
    "SYSTEM_PULLREQUEST_TARGETBRANCH, refs/heads/main, main",
  })
  void everyCiNamesItsBase(String variable, String value, String base) {
    assertThat(Ci.of(Map.of(variable, value)).base()).isEqualTo(base);
  }

  @Test
  void aNewBranchOfGitlabHasNoBase() {
    assertThat(Ci.of(Map.of("CI_COMMIT_BEFORE_SHA", "0".repeat(40))).base()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGE_FORK, stranger",
    "SYSTEM_PULLREQUEST_ISFORK, True",
    "CIRCLE_PR_REPONAME, fork",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID, 12",
    "TRAVIS_PULL_REQUEST_SLUG, stranger/repo",
  })
  void everyCiTellsAFork(String variable, String value) {
    assertThat(Ci.of(Map.of(variable, value)).fork()).isTrue();
  }

  @Test
  void anEmptyVariableCountsAsUnset() {
    assertThat(Ci.of(Map.of("CI", "", "CHANGE_FORK", " "))).isEqualTo(new Ci(false, null, false));
  }

  @Test
  void aMergeRequestWithinItsProjectIsNoFork() {
    assertThat(
            Ci.of(
                    Map.of(
                        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "12",
                        "CI_MERGE_REQUEST_PROJECT_ID", "12"))
                .fork())
        .isFalse();
  }

  @Test
  void githubsEventSaysThatTheHeadIsAnotherRepository() throws IOException {
    assertThat(github("stranger/repo").fork()).isTrue();
  }

  @Test
  void githubsEventSaysThatTheHeadIsTheSameRepository() throws IOException {
    assertThat(github("acme/repo").fork()).isFalse();
  }

  @Test
  void anEventThatCannotBeReadIsTakenForAFork() {
    assertThat(Ci.of(Map.of("GITHUB_EVENT_NAME", "pull_request")).fork()).isTrue();
  }

  private Ci github(String head) throws IOException {
    Path event = folder.resolve("event.json");
    Files.writeString(
        event,
        """
        {"full_name": "x/y", "pull_request": {"labels": [{"repo": {"full_name": "no/no"}}],
         "head": {"ref": "a", "repo": {"id": 1, "full_name": "%s"}},
         "base": {"ref": "main", "repo": {"id": 2, "full_name": "acme/repo"}}}}
        """
            .formatted(head));
    return Ci.of(
        Map.of("GITHUB_EVENT_NAME", "pull_request", "GITHUB_EVENT_PATH", event.toString()));
  }
}
