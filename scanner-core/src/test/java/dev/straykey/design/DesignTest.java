package dev.straykey.design;

import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.straykey.model.Secret;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drawing is the check: the code follows {@code design.puml}, and these tests can fail. */
@AnalyzeClasses(packages = "dev.straykey", importOptions = ImportOption.DoNotIncludeTests.class)
class DesignTest {
  private static final Path DRAWING = Path.of("..", "design.puml");

  @ArchTest static final ArchRule codeFollowsTheDrawing = followsTheDrawing(DRAWING);

  @ArchTest
  static final ArchRule noRoomsGoInCircles =
      SlicesRuleDefinition.slices().matching("dev.straykey.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreKnowsNoFrontEnd =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "org.apache.maven..", "hudson..", "jenkins..");

  @ArchTest static final ArchRule theCorePrintsNothing = printsNothing();

  @ArchTest
  static final ArchRule theModelNeedsOnlyTheJdk =
      ArchRuleDefinition.classes()
          .that()
          .resideInAPackage("dev.straykey.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.straykey.model..", "java..", "javax.crypto..", "org.jspecify..");

  @ArchTest
  static void onlyTheseClassesRevealASecret(JavaClasses classes) {
    assertThat(callersOfReveal(classes)).isSubsetOf(REVEALERS);
  }

  /** Who may see a key in clear, and what for. */
  static final Set<String> REVEALERS =
      Set.of(
          // its fingerprint, and how much of it may be shown
          "dev.straykey.model.FingerprintKey",
          "dev.straykey.scan.FindingCollector",
          "dev.straykey.scan.HitNote", // whether it is the one whose fingerprint was kept
          "dev.straykey.scan.PurgePattern",
          "dev.straykey.scan.Redaction",
          "dev.straykey.inventory.Inventory",
          "dev.straykey.inventory.InventoryLines",
          // a public half, which is said as the id of its key
          "dev.straykey.scan.Candidates",
          // its issuer
          "dev.straykey.issuer.Slots",
          "dev.straykey.issuer.Facts",
          // which of its issuer's listed keys it is
          "dev.straykey.issuer.KeyLists",
          // what is signed with it, where it is never sent
          "dev.straykey.issuer.AwsPair",
          "dev.straykey.issuer.AwsSignature",
          // our own credentials, at the hosts that they are bound to
          "dev.straykey.http.Credential",
          "dev.straykey.http.Hosts",
          // its seal
          "dev.straykey.remediate.Seal",
          "dev.straykey.remediate.TravelSeal",
          // what Straykey itself runs on, and taking keys out of what is said around a finding
          "dev.straykey.pipeline.Services",
          "dev.straykey.pipeline.Redactor",
          // whether the inventory knows it, on a machine that has only the inventory's digests
          "dev.straykey.pipeline.KnownDigests",
          // whether the rule that an agent names describes it
          "dev.straykey.pipeline.Travelled");

  @Test
  void anArrowThatIsNotDrawnFails() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.straykey.design.planted");

    var result = followsTheDrawing(Path.of("src/test/resources/planted.puml")).evaluate(planted);

    assertThat(result.hasViolation()).isTrue();
    assertThat(result.getFailureReport().toString()).contains("PlantedModel", "PlantedReport");
  }

  @Test
  void aCircleFails() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.straykey.design.planted");

    var result =
        SlicesRuleDefinition.slices()
            .matching("dev.straykey.design.planted.(*)..")
            .should()
            .beFreeOfCycles()
            .evaluate(planted);

    assertThat(result.hasViolation()).isTrue();
  }

  @Test
  void aClassThatPrintsFails() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.straykey.design.planted");

    assertThat(printsNothing().evaluate(planted).hasViolation()).isTrue();
  }

  @Test
  void aClassThatRevealsASecretIsSeen() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.straykey.design.planted");

    assertThat(callersOfReveal(planted))
        .containsExactly("dev.straykey.design.planted.report.PlantedReport");
  }

  private static ArchRule followsTheDrawing(Path drawing) {
    return ArchRuleDefinition.classes()
        .should(
            adhereToPlantUmlDiagram(
                drawing, consideringOnlyDependenciesInAnyPackage("dev.straykey..")));
  }

  private static ArchRule printsNothing() {
    return ArchRuleDefinition.noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .callMethod(System.class, "exit", int.class);
  }

  private static Set<String> callersOfReveal(JavaClasses classes) {
    return classes.stream()
        .flatMap(c -> c.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTargetOwner().isEquivalentTo(Secret.class))
        .filter(call -> Set.of("reveal", "bytes").contains(call.getTarget().getName()))
        .map(call -> outermost(call.getOriginOwner()).getName())
        .filter(name -> !name.equals(Secret.class.getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(DesignTest::outermost).orElse(type);
  }
}
