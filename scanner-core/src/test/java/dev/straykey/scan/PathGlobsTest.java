package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobsTest {
  @Test
  void aGlobWithoutASlashFitsTheNameOfAnyFile() {
    assertThat(PathGlobs.fit(List.of("*.tf"), "a/b/main.TF")).isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("*.tf"), "main.tf/x")).isEqualTo(PathGlobs.Fit.NO);
  }

  @Test
  void aGlobWithASlashFitsThePath() {
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), ".aws/credentials"))
        .isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), "home/.aws/credentials"))
        .isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("**/.aws/*"), "home/.aws/x/y")).isEqualTo(PathGlobs.Fit.NO);
  }

  @Test
  void aGlobBehindAnExclamationMarkMustNotFit() {
    assertThat(PathGlobs.fit(List.of("!**/test/**"), "src/test/java/A.java"))
        .isEqualTo(PathGlobs.Fit.NO);
    assertThat(PathGlobs.fit(List.of("!**/test/**"), "src/main/java/A.java"))
        .isEqualTo(PathGlobs.Fit.YES);
  }

  @Test
  void noGlobFitsEverything() {
    assertThat(PathGlobs.fit(List.of(), "")).isEqualTo(PathGlobs.Fit.YES);
  }

  @Test
  void aGlobBehindATildePutsInDoubtWhatIsFound() {
    assertThat(PathGlobs.fit(List.of("~**/test/**"), "src/test/java/A.java"))
        .isEqualTo(PathGlobs.Fit.DOUBT);
    assertThat(PathGlobs.fit(List.of("~**/test/**"), "src/main/java/A.java"))
        .isEqualTo(PathGlobs.Fit.YES);
  }

  @Test
  void whatMustNotFitOutweighsADoubt() {
    assertThat(PathGlobs.fit(List.of("~{tests}", "!*.po"), "test/de.po"))
        .isEqualTo(PathGlobs.Fit.NO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/test/java/A.java",
        "a/__tests__/b.js",
        "LoginTest.java",
        "test_login.py",
        "login.spec.ts",
        "a_test.go",
        "androidTest/B.kt",
        "mocks/x.json",
        "examples/a.yml"
      })
  void tellsTestsByTheWordsOfTheirNames(String path) {
    assertThat(PathGlobs.fit(List.of("~{tests}"), path)).isEqualTo(PathGlobs.Fit.DOUBT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql/latest/my.cnf",
        "contest/a.py",
        "inspector.php",
        "attestation/a.go",
        "a.env.example"
      })
  void aTestInsideAWordIsNone(String path) {
    assertThat(PathGlobs.fit(List.of("~{tests}"), path)).isEqualTo(PathGlobs.Fit.YES);
  }

  @Test
  void tellsDocumentationTranslationsAndCodeOfOthers() {
    assertThat(PathGlobs.fit(List.of("!{docs}"), "a/README.md")).isEqualTo(PathGlobs.Fit.NO);
    assertThat(PathGlobs.fit(List.of("!{docs}"), "docs/a.txt")).isEqualTo(PathGlobs.Fit.NO);
    assertThat(PathGlobs.fit(List.of("!{docs}"), "docker/a.txt")).isEqualTo(PathGlobs.Fit.YES);
    assertThat(PathGlobs.fit(List.of("!{translations}"), "install/langs/de/a.php"))
        .isEqualTo(PathGlobs.Fit.NO);
    assertThat(PathGlobs.fit(List.of("!{foreign}"), "a/node_modules/b/c.js"))
        .isEqualTo(PathGlobs.Fit.NO);
  }

  @Test
  void whatAVirtualEnvironmentHoldsIsOfOthers() {
    assertThat(PathGlobs.fit(List.of("!{foreign}"), "venv/lib/python3.8/site-packages/a/b.json"))
        .isEqualTo(PathGlobs.Fit.NO);
  }

  @Test
  void whatPeopleReadNeedsNoEndingOfItsOwn() {
    assertThat(PathGlobs.fit(List.of("~{docs}"), "app/FAQ")).isEqualTo(PathGlobs.Fit.DOUBT);
    assertThat(PathGlobs.fit(List.of("~{docs}"), "_sources/faq.txt"))
        .isEqualTo(PathGlobs.Fit.DOUBT);
    assertThat(PathGlobs.fit(List.of("~{docs}"), "app/faq.py")).isEqualTo(PathGlobs.Fit.YES);
  }
}
