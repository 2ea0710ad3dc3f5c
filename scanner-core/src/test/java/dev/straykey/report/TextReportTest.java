package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Action;
import dev.straykey.model.Decision;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.model.Skip;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private final String everything = Samples.write("text", Samples.everything());

  @Test
  void saysFirstThatAScanIsIncomplete() {
    assertThat(everything.lines().findFirst())
        .hasValue("Scanned 1 source, INCOMPLETE: 1 part could not be read.");
  }

  @Test
  void saysFirstThatAScanIsComplete() {
    assertThat(Samples.write("text", Samples.run(false)).lines().findFirst())
        .hasValue("Scanned 1 source, complete: everything that was asked for was read.");
  }

  @Test
  void doesNotCallAScanOfNothingClean() {
    var nothing =
        new RunResult(
            "0.1.0",
            Samples.NOW,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            false,
            dev.straykey.model.FailOn.ANY,
            List.of());

    assertThat(Samples.write("text", nothing)).startsWith("INCOMPLETE: there was nothing to scan");
  }

  @Test
  void countsOnlyKeysThatCount() {
    assertThat(everything)
        .contains("Found 3 leaked keys in 426 places: 1 critical, 1 high, 1 medium.");
  }

  @Test
  void showsTheFirstFivePlacesAndCountsTheRest() {
    assertThat(everything)
        .contains("src/f00004.txt:1:7", "+417 more")
        .doesNotContain("src/f00005.txt");
  }

  @Test
  void showsEveryPlaceWhenVerbose() {
    var verbose = Reports.text(new TextStyle(false, 0, true));

    assertThat(Samples.write(verbose, Samples.everything()))
        .contains("src/f00421.txt:1:7")
        .doesNotContain("+417");
  }

  @Test
  void saysWhereInTheHistoryAndThroughWhatItWasRead() {
    assertThat(everything)
        .contains(
            "config/app.yml:3:3 – in the history, commit abc1234 by Dana Smith,"
                + " 2026-01-05 09:00 UTC; read through base64; anyone on the internet can read it");
  }

  @Test
  void saysInWhichMessageAndWhereToOpenIt() {
    assertThat(everything)
        .contains(
            "#general, by Dana, 2026-03-01 10:02 UTC – deleted since, still in the log;",
            "https://acme.example/archives/C1/p1");
  }

  @Test
  void saysWhoseAKeyIsAndHowThatIsKnown() {
    assertThat(everything)
        .contains(
            "yours: “CI publish” (key_01J9), production, organisation key of team platform"
                + " – by fingerprint, exact");
  }

  @Test
  void saysThatTheOwnerLeftAndWhen() {
    assertThat(everything).contains("personal key of Dana Smith (u-17), who left on 2026-10-31");
  }

  @Test
  void leavesAnAmbiguousKeyToAPerson() {
    assertThat(everything).contains("ambiguous: 2 records fit (key_1, key_2), a person must say");
  }

  @Test
  void saysWhatNotWhoseWithoutAnInventory() {
    var run =
        Samples.run(
            false,
            Samples.result(
                Samples.finding(1, Severity.HIGH, Samples.files(1)), Samples.unchecked()));

    assertThat(Samples.write("text", run))
        .contains("I can say what, not whose", "--inventory FILE", "--write-baseline FILE");
  }

  @Test
  void neverCallsAnUnansweredQuestionDead() {
    var run =
        Samples.run(
            false,
            Samples.result(
                Samples.finding(1, Severity.HIGH, Samples.files(1)), Samples.unchecked()));

    assertThat(Samples.write("text", run)).contains("not known: treat it as alive");
  }

  @Test
  void saysWhatPolicyWantsAndWhyItWaits() {
    assertThat(everything)
        .contains(
            "revoke it, tell the owner by 2026-11-20 14:00 UTC – policy “org-production”",
            "held for a person: an organisation key waits for its custodians",
            "needs 2 approvals of: u-3, u-4");
  }

  @Test
  void offersApplyOnlyForWhatNeedsNoPerson() {
    var automatic =
        new Decision(
            List.of(Action.REVOKE), true, null, "user", "", List.of(), List.of(), 0, false);
    var finding = Samples.finding(1, Severity.HIGH, Samples.files(1));
    var now = new RunResult.Result(finding, Samples.ours(), automatic, List.of(), null);
    var held =
        new RunResult.Result(finding, Samples.ours(), automatic.hold("why"), List.of(), null);

    assertThat(Samples.write("text", Samples.run(true, now))).contains("--apply");
    assertThat(Samples.write("text", Samples.run(true, held))).doesNotContain("--apply");
  }

  @Test
  void saysWhatWasDoneAndHowLongTheKeyWasOut() {
    assertThat(everything)
        .contains(
            "revoke: done, 2026-11-20 10:01 UTC – accepted by the issuer [SEC-12]",
            "seen 3 d 4 h after it was posted (detection lag)",
            "dead 12 s after it was revoked (residual exposure window)");
  }

  @Test
  void isLoudAboutARefusedSuppression() {
    assertThat(everything)
        .contains("SUPPRESSION REFUSED: it is a key of the inventory and not proven dead");
  }

  @Test
  void countsWhatDoesNotCount() {
    assertThat(everything)
        .contains(
            "2 more keys not counted:",
            "1 accepted by a mark on its line",
            "1 meant to be public by the issuer");
  }

  @Test
  void groupsWhatWasNotReadTheWorstFirst() {
    assertThat(everything).containsSubsequence("1 encrypted", "vault.zip", "1 binary", "logo.png");
  }

  @Test
  void countsSkippedEntriesPastTheThird() {
    var skips = new Skip[1_200];
    for (int i = 0; i < skips.length; i++) {
      skips[i] = new Skip("f%04d".formatted(i), Skip.Reason.BROKEN, "");
    }

    assertThat(Samples.write("text", Samples.run(Samples.source(skips), false)))
        .contains("1,200 broken", "f0002", "+1,197 more")
        .doesNotContain("f0003");
  }

  @Test
  void namesWhatItBelievedAndTheEvidence() {
    assertThat(everything)
        .contains("Believed straykey.yaml (sha256 aaaa", "Evidence head eeee", "1f3a9c02");
  }

  @Test
  void coloursOnlyWhenAsked() {
    var coloured = Reports.text(new TextStyle(true, 0, false));

    assertThat(everything).doesNotContain("\u001b");
    assertThat(Samples.write(coloured, Samples.everything())).contains("\u001b[1;31mCRITICAL");
  }

  @Test
  void keepsSentencesWithinTheWidth() {
    var narrow = Reports.text(new TextStyle(false, 60, false));

    assertThat(Samples.write(narrow, Samples.everything()).lines())
        .filteredOn(line -> line.startsWith("   whose") || line.startsWith("             "))
        .isNotEmpty()
        .allMatch(line -> line.length() <= 60);
  }
}
