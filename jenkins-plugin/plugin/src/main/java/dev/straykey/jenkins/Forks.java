package dev.straykey.jenkins;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells from a build's variables whether it builds a fork's pull request, whose author may print
 * and keep whatever its agent is given. When in doubt it does.
 */
final class Forks {
  /** Set by multibranch jobs (branch-api) for a pull request from another repository. */
  private static final String FORK = "CHANGE_FORK";

  /** Pairs that are equal when source and target are one repository. */
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("gitlabSourceNamespace", "gitlabTargetNamespace"),
          List.of("gitlabSourceRepoURL", "gitlabTargetRepoUrl"),
          List.of("BITBUCKET_SOURCE_REPO", "BITBUCKET_TARGET_REPO"));

  /** Set by builders of pull requests that do not say surely whose repository it is. */
  private static final Set<String> PULL_REQUESTS = Set.of("ghprbPullId", "GITHUB_PR_NUMBER");

  private Forks() {}

  /**
   * @param environments of the job, the build and the step: one that says so is enough, since a
   *     build can change its own variables and not its job's
   */
  static boolean isFork(List<Map<String, String>> environments) {
    return environments.stream().anyMatch(Forks::saysSo);
  }

  private static boolean saysSo(Map<String, String> environment) {
    String fork = environment.get(FORK);
    if (fork != null && !fork.isEmpty()) {
      return true;
    }
    if (PULL_REQUESTS.stream().anyMatch(environment::containsKey)) {
      return true;
    }
    return PAIRS.stream()
        .map(pair -> pair.stream().map(environment::get).toList())
        .anyMatch(
            values ->
                values.stream().allMatch(Objects::nonNull)
                    && !Objects.equals(values.get(0), values.get(1)));
  }
}
