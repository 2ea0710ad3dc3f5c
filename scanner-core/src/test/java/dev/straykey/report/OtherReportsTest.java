package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class OtherReportsTest {

  @Nested
  class Csv {
    @Test
    void hasALineForEachPlace() {
      assertThat(Read.csv(Samples.write("csv", Samples.everything())))
          .hasSize(1 + 2 + 1 + 422 + 2 + 1);
    }

    @Test
    void hasOnlyItsHeaderWithoutAFinding() {
      assertThat(Read.csv(Samples.write("csv", Samples.run(false))))
          .containsExactly(CsvReport.COLUMNS.toArray(new String[0]));
    }

    @Test
    void namesTheSameColumnsWithAndWithoutAFinding() {
      assertThat(Samples.write("csv", Samples.everything()))
          .startsWith(Samples.write("csv", Samples.run(false)));
    }

    @Test
    void marksAFormulaAsText() {
      var finding = Samples.finding(1, Severity.HIGH, java.util.List.of(Samples.file("=1+1", 1)));
      var run = Samples.run(false, Samples.result(finding, Samples.unchecked()));

      assertThat(Read.csv(Samples.write("csv", run)).get(1)[CsvReport.COLUMNS.indexOf("path")])
          .isEqualTo("'=1+1");
    }
  }

  @Nested
  class Junit {
    @Test
    void failsATestForEachKeyThatCounts() throws Exception {
      var report = Read.xml(Samples.write("junit", Samples.everything()));
      var suite = (Element) report.getElementsByTagName("testsuite").item(0);

      assertThat(report.getElementsByTagName("failure").getLength()).isEqualTo(3);
      assertThat(suite.getAttribute("failures")).isEqualTo("3");
      assertThat(suite.getAttribute("skipped")).isEqualTo("2");
      assertThat(suite.getAttribute("tests")).isEqualTo("6");
    }

    @Test
    void tellsTheWholeStoryInTheFailure() throws Exception {
      var report = Read.xml(Samples.write("junit", Samples.everything()));

      assertThat(report.getElementsByTagName("failure").item(0).getTextContent())
          .contains("config/app.yml:3:3", "yours: “CI publish”", "held for a person");
    }

    @Test
    void isAnErrorWhenTheScanIsIncomplete() throws Exception {
      var report = Read.xml(Samples.write("junit", Samples.everything()));

      assertThat(report.getElementsByTagName("error").item(0).getTextContent())
          .contains("encrypted: vault.zip");
    }

    @Test
    void passesATestWhenNothingWasFound() throws Exception {
      var report = Read.xml(Samples.write("junit", Samples.run(false)));

      assertThat(report.getElementsByTagName("testcase").getLength()).isEqualTo(1);
      assertThat(report.getElementsByTagName("error").getLength()).isZero();
    }
  }

  @Nested
  class Html {
    private final Document page = Jsoup.parse(Samples.write("html", Samples.everything()));

    @Test
    void asksForNothingFromOutside() {
      assertThat(page.select("script, link, img, iframe, object, [src], [style]")).isEmpty();
      assertThat(page.select("style").first().data()).doesNotContain("url(", "@import");
    }

    @Test
    void allowsItsOwnStyleAndNothingElse() throws Exception {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(page.select("style").first().data().getBytes(StandardCharsets.UTF_8));

      assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
          .startsWith("default-src 'none'; ")
          .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }

    @Test
    void hasALightAndADarkFace() {
      assertThat(page.select("style").first().data()).contains("prefers-color-scheme: dark");
    }

    @Test
    void hasAnArticleForEachKeyThatCounts() {
      assertThat(page.select("article").eachAttr("class"))
          .containsExactly("critical", "high", "medium");
    }

    @Test
    void countsThePlacesThatItDoesNotList() {
      assertThat(page.select("article.high details").text())
          .contains("+417 more", "src/f00099.txt", "+322 more")
          .doesNotContain("src/f00100.txt");
    }
  }

  @Nested
  class Markdown {
    @Test
    void hasARowForEachKeyThatCounts() {
      assertThat(Samples.write("markdown", Samples.everything()).lines())
          .filteredOn(line -> line.startsWith("| **"))
          .hasSize(3)
          .allSatisfy(row -> assertThat(row.split("\\|", -1)).hasSize(9));
    }

    @Test
    void isLoudAboutARefusedSuppression() {
      assertThat(Samples.write("markdown", Samples.everything()))
          .contains("**suppression refused**");
    }

    @Test
    void staysBelowWhatACommentHolds() {
      var many =
          java.util.stream.IntStream.range(0, 300)
              .mapToObj(i -> Samples.finding(i, Severity.HIGH, Samples.files(1)))
              .map(f -> Samples.result(f, Samples.ours()))
              .toArray(dev.straykey.model.RunResult.Result[]::new);

      assertThat(Samples.write("markdown", Samples.run(true, many)))
          .hasSizeLessThan(65_536)
          .contains("200 keys more in the full report");
    }
  }

  @Nested
  class Gitlab {
    @Test
    void isWhatGitlabTakes() {
      var schema = Read.schema("gitlab-secret-detection.schema.json");

      assertThat(schema.validate(Read.json(Samples.write("gitlab", Samples.everything()))))
          .isEmpty();
    }

    @Test
    void opensNoVulnerabilityForWhatWasAccepted() {
      var report = Read.json(Samples.write("gitlab", Samples.everything()));

      assertThat(report.get("vulnerabilities")).hasSize(2 + 422 + 2);
      assertThat(report.toString()).doesNotContain(Samples.fingerprint(2).hex());
    }

    @Test
    void hasACommitWhereTheSourceHasNone() {
      var run =
          Samples.run(
              false,
              Samples.result(
                  Samples.finding(1, Severity.LOW, Samples.files(1)), Samples.unchecked()));

      assertThat(
              Read.json(Samples.write("gitlab", run))
                  .at("/vulnerabilities/0/location/commit/sha")
                  .textValue())
          .isEqualTo("0000000");
    }

    @Test
    void givesEveryPlaceAnIdOfItsOwn() {
      var twice =
          Arrays.asList(Samples.file("a.txt", 1), Samples.file("a.txt", 9), Samples.message());
      var run =
          Samples.run(
              false, Samples.result(Samples.finding(1, Severity.LOW, twice), Samples.unchecked()));

      assertThat(Read.json(Samples.write("gitlab", run)).get("vulnerabilities"))
          .extracting(v -> v.get("id").textValue())
          .doesNotHaveDuplicates();
    }
  }
}
