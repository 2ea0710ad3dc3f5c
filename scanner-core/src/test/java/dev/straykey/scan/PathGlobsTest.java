package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathGlobsTest {
  @Test
  void aGlobWithoutASlashFitsTheNameOfAnyFile() {
    assertThat(PathGlobs.fit(List.of("*.tf"), "a/b/main.TF")).isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("*.tf"), "main.tf/x")).isEqualTo(PathGlobs.Fit.NO);
  }

  @Test
  void aGlobWithASlashFitsThePath() {
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), ".aws/credentials")).isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), "home/.aws/credentials")).isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), "home/.aws/x/y")).isEqualTo(PathGlobs.Fit.NO);
  }

  @Test
  void aGlobBehindAnExclamationMarkMustNotFit() {
    assertThat(PathGlobs.fit(List.of("!**/test/**"), "src/test/java/A.java")).isEqualTo(PathGlobs.Fit.NO);
    assertThat(PathGlobs.fit(List.of("!**/test/**"), "src/main/java/A.java")).isEqualTo(PathGlobs.Fit.YES);
  }

  @Test
  void noGlobFitsEverything() {
    assertThat(PathGlobs.fit(List.of(), "")).isEqualTo(PathGlobs.Fit.YES);
  }
}
