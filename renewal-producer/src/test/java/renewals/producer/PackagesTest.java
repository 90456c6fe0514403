package renewals.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "renewals.producer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  @ArchTest
  static final ArchRule EDGES_KNOW_THE_PORT_AND_NOT_EACH_OTHER =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("renewals.producer")
          .layer("http")
          .definedBy("renewals.producer.http..")
          .layer("access")
          .definedBy("renewals.producer.access..")
          .layer("nonce")
          .definedBy("renewals.producer.nonce..")
          .layer("file")
          .definedBy("renewals.producer.file..")
          .layer("intake")
          .definedBy("renewals.producer.intake..")
          .layer("callback")
          .definedBy("renewals.producer.callback..")
          .layer("reconcile")
          .definedBy("renewals.producer.reconcile..")
          .layer("domain")
          .definedBy("renewals.producer.domain..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("main", "http")
          .whereLayer("nonce")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("intake")
          .mayOnlyBeAccessedByLayers("main", "http", "file", "reconcile")
          .whereLayer("callback")
          .mayOnlyBeAccessedByLayers("main", "http", "reconcile")
          .whereLayer("reconcile")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("domain")
          .mayOnlyBeAccessedByLayers(
              "main", "http", "file", "intake", "access", "nonce", "reconcile");

  /** All others go through the port, {@code EventPublisher}. */
  @ArchTest
  static final ArchRule ONLY_MAIN_AND_TOPICS_KNOW_THE_PUBLISHER =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "renewals.producer",
              "renewals.producer.nonce..",
              "renewals.producer.reconcile.topic..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "renewals\\.client\\.(RenewalPublisher|RetryingPublisher|RecordSigner|ProducerConfigs|WireSerializer)");

  @ArchTest
  static final ArchRule ONLY_THE_EDGES_OF_TOPICS_KNOW_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "renewals.producer.nonce..", "renewals.producer.reconcile.topic..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule NOTICES_ARE_READ_WITHOUT_SETTINGS_FILES_OR_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("renewals.producer.callback..")
          .and()
          .resideOutsideOfPackage("renewals.producer.callback.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renewals.kit..", "renewals.parties..", "java.nio.file..", "org.slf4j..");

  @ArchTest
  static final ArchRule RULES_OF_RECONCILIATION_KNOW_THE_JDK_ALONE =
      noClasses()
          .that()
          .resideInAPackage("renewals.producer.reconcile.rules..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "org.jspecify..",
              "renewals.producer.reconcile.rules..",
              "renewals.schemas.reconcile..");

  @ArchTest
  static final ArchRule ONLY_HTTP_AND_MAIN_KNOW_THE_SERVER =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "renewals.producer.http..", "renewals.producer.access..", "renewals.producer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "jakarta.servlet..");
}
