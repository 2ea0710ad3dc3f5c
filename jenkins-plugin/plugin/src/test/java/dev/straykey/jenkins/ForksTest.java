package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForksTest {
  @Test
  void aBranchIsNoFork() {
    assertThat(Forks.isFork(List.of(Map.of("BRANCH_NAME", "main")))).isFalse();
  }

  @Test
  void aPullRequestOfTheSameRepositoryIsNoFork() {
    assertThat(Forks.isFork(List.of(Map.of("CHANGE_ID", "7")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHANGE_FORK", "ghprbPullId", "GITHUB_PR_NUMBER"})
  void aPullRequestThatMayBeAForksIsOne(String variable) {
    assertThat(Forks.isFork(List.of(Map.of(variable, "someone")))).isTrue();
  }

  @Test
  void twoNamespacesAreAFork() {
    assertThat(
            Forks.isFork(
                List.of(Map.of("gitlabSourceNamespace", "me", "gitlabTargetNamespace", "acme"))))
        .isTrue();
  }

  @Test
  void aBuildCannotTalkItsJobOutOfIt() {
    assertThat(Forks.isFork(List.of(Map.of("CHANGE_FORK", "someone"), Map.of("CHANGE_FORK", ""))))
        .isTrue();
  }
}
