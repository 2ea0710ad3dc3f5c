package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathGlobsTest {
  @Test
  void aGlobWithoutASlashFitsTheNameOfAnyFile() {
    assertThat(PathGlobs.fit(List.of("*.tf"), "a/b/main.TF")).isTrue();
    assertThat(PathGlobs.fit(List.of("*.tf"), "main.tf/x")).isFalse();
  }

  @Test
  void aGlobWithASlashFitsThePath() {
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), ".aws/credentials")).isTrue();
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), "home/.aws/credentials")).isTrue();
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), "home/.aws/x/y")).isFalse();
  }

  @Test
  void aGlobBehindAnExclamationMarkMustNotFit() {
    assertThat(PathGlobs.fit(List.of("!**/test/**"), "src/test/java/A.java")).isFalse();
    assertThat(PathGlobs.fit(List.of("!**/test/**"), "src/main/java/A.java")).isTrue();
  }

  @Test
  void noGlobFitsEverything() {
    assertThat(PathGlobs.fit(List.of(), "")).isTrue();
  }
}
