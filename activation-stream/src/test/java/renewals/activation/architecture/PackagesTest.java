package renewals.activation.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.activation.ActivationService;

/**
 * Keeps the packages of the service apart: by subject, and within each by model, codec and stream.
 */
class PackagesTest {

  private static final String SERVICE = ActivationService.class.getPackageName();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  @Test
  void shouldLetModelsAndRulesKnowTheJdkAndEachOther() {
    classes()
        .that()
        .resideInAnyPackage(SERVICE + ".*.model..", SERVICE + ".renewal.rules..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "renewals.schemas.card..",
            SERVICE + ".*.model..",
            SERVICE + ".renewal.rules..")
        .check(CLASSES);
  }

  /** A carrier is known without renewals, a renewal without cards. */
  @ParameterizedTest
  @CsvSource({
    "carrier, estimate",
    "carrier, renewal",
    "carrier, card",
    "estimate, renewal",
    "estimate, card",
    "renewal, card",
    "renewal, announcement",
    "renewal, merchant",
    "card, announcement",
    "card, merchant",
    "card, cardreport",
    "cardreport, merchant",
    "announcement, merchant"
  })
  void shouldLetASubjectBeKnownWithoutThoseThatBuildOnIt(String subject, String above) {
    noClasses()
        .that()
        .resideInAPackage(SERVICE + "." + subject + ".model..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVICE + "." + above + "..")
        .check(CLASSES);
  }

  @Test
  void shouldLetEstimatesBeFittedWithoutKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(
            SERVICE + ".estimate.clock..",
            SERVICE + ".estimate.learn..",
            SERVICE + ".estimate.fit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", SERVICE + ".*.stream..", SERVICE + ".topology..")
        .check(CLASSES);
  }

  @Test
  void shouldLetNothingThatReadsOrWritesBytesKnowTheGraph() {
    noClasses()
        .that()
        .resideInAPackage(SERVICE + ".*.codec..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka.streams..",
            SERVICE + ".*.stream..",
            SERVICE + ".topology..",
            SERVICE + ".query..",
            SERVICE + ".config..")
        .check(CLASSES);
  }

  @Test
  void shouldLetSubjectsKnowNeitherTheWholeGraphNorWhoAsks() {
    noClasses()
        .that()
        .resideInAnyPackage(
            SERVICE + ".renewal..",
            SERVICE + ".card..",
            SERVICE + ".cardreport..",
            SERVICE + ".carrier..",
            SERVICE + ".estimate..",
            SERVICE + ".announcement..",
            SERVICE + ".merchant..",
            SERVICE + ".record..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVICE + ".topology..", SERVICE + ".query..", SERVICE + ".config..")
        .check(CLASSES);
  }

  @Test
  void shouldKeepPackagesFreeOfCircles() {
    slices().matching(SERVICE + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void shouldLetNobodyKnowTheServiceItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SERVICE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVICE)
        .check(CLASSES);
  }
}
