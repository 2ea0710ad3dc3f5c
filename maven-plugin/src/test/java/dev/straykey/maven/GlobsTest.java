package dev.straykey.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GlobsTest {
  @Test
  void patternsAreBelowTheProjectWhereTheCheckoutIsLarger() {
    assertThat(Globs.below("services/a/", List.of("src/**"))).containsExactly("services/a/src/**");
  }

  @Test
  void anyFolderMeansNoneToo() {
    assertThat(Globs.below("a/", List.of("**/x.txt"))).containsExactly("a/**/x.txt", "a/x.txt");
  }

  @Test
  void aNameAloneIsAFileOfTheProjectsOwnFolder() {
    assertThat(Globs.below("", List.of("x.txt"))).containsExactly("/x.txt");
  }

  @Test
  void aFolderMeansAllBelowIt() {
    assertThat(Globs.below("", List.of("docs/"))).containsExactly("docs/**");
  }

  @Test
  void aFoldersNameIsNoPattern() {
    assertThat(Globs.below("a[1]/", List.of("x"))).containsExactly("a\\[1\\]/x");
  }
}
