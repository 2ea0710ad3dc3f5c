package dev.straykey.maven;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the CI's variables say of this build.
 *
 * @param runs whether a CI runs it
 * @param base branch or commit that the change starts from; null when the CI does not say
 * @param fork whether the change comes from a fork: its author must learn nothing of whose keys are
 */
record Ci(boolean runs, @Nullable String base, boolean fork) {
  private static final int LARGEST_EVENT = 8 << 20;

  /**
   * Reads the variables; an empty one counts as unset. Sources: the lists of predefined variables
   * of GitHub Actions, GitLab, Jenkins (Branch Source plugins), Bitbucket, Azure Pipelines,
   * CircleCI and Travis.
   */
  static Ci of(Map<String, String> all) {
    var variables = new Variables(all);
    boolean runs =
        variables.any(
            "CI",
            "JENKINS_URL",
            "GITHUB_ACTIONS",
            "GITLAB_CI",
            "BITBUCKET_BUILD_NUMBER",
            "TF_BUILD",
            "CIRCLECI",
            "TRAVIS");
    return new Ci(runs, base(variables), fork(variables));
  }

  private static @Nullable String base(Variables variables) {
    String base =
        variables.first(
            "CI_MERGE_REQUEST_DIFF_BASE_SHA",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "GITHUB_BASE_REF",
            "CHANGE_TARGET",
            "BITBUCKET_PR_DESTINATION_COMMIT",
            "BITBUCKET_PR_DESTINATION_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCHNAME",
            "SYSTEM_PULLREQUEST_TARGETBRANCH");
    if (base == null) {
      String travis = variables.get("TRAVIS_PULL_REQUEST");
      if (travis != null && !travis.equals("false")) {
        base = variables.get("TRAVIS_BRANCH");
      }
    }
    if (base == null) {
      // Not a merge request: what GitLab had before this push; zeros when it had nothing.
      base = variables.get("CI_COMMIT_BEFORE_SHA");
      base = base == null || base.matches("0+") ? null : base;
    }
    return base != null && base.startsWith("refs/heads/")
        ? base.substring("refs/heads/".length())
        : base;
  }

  private static boolean fork(Variables variables) {
    return variables.any("CHANGE_FORK", "CIRCLE_PR_REPONAME")
        || "true".equalsIgnoreCase(variables.get("SYSTEM_PULLREQUEST_ISFORK"))
        || variables.differ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID")
        || variables.differ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "CI_MERGE_REQUEST_PROJECT_PATH")
        || variables.differ("TRAVIS_PULL_REQUEST_SLUG", "TRAVIS_REPO_SLUG")
        || github(variables);
  }

  /** GitHub says it only in the event's file; where that cannot be read, it is taken for a fork. */
  private static boolean github(Variables variables) {
    String event = variables.get("GITHUB_EVENT_NAME");
    if (event == null || !event.toLowerCase(Locale.ROOT).startsWith("pull_request")) {
      return false;
    }
    String file = variables.get("GITHUB_EVENT_PATH");
    try {
      if (file == null || Files.size(Path.of(file)) > LARGEST_EVENT) {
        return true;
      }
      String head = text(Path.of(file), "pull_request/head/repo/full_name");
      String base = text(Path.of(file), "pull_request/base/repo/full_name");
      return head == null || !head.equals(base);
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  /** Streams, so that a scan without a fork loads no object mapper. */
  private static @Nullable String text(Path file, String path) throws IOException {
    Deque<String> at = new ArrayDeque<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> at.addLast(String.valueOf(json.currentName()));
          case END_OBJECT, END_ARRAY -> at.removeLast();
          case VALUE_STRING -> {
            if (path.equals(
                String.join("/", at).replaceFirst("^null/", "") + "/" + json.currentName())) {
              return json.getText();
            }
          }
          default -> {}
        }
      }
    }
    return null;
  }

  private record Variables(Map<String, String> all) {
    @Nullable String get(String name) {
      String value = all.get(name);
      return value == null || value.isBlank() ? null : value.strip();
    }

    @Nullable String first(String... names) {
      for (String name : names) {
        String value = get(name);
        if (value != null) {
          return value;
        }
      }
      return null;
    }

    boolean any(String... names) {
      return first(names) != null;
    }

    boolean differ(String one, String other) {
      String value = get(one);
      return value != null && !value.equals(get(other));
    }
  }
}
