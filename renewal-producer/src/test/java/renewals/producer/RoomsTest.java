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
class RoomsTest {

  @ArchTest
  static final ArchRule EDGES_KNOW_THE_PORT_AND_NOT_EACH_OTHER =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy("renewals.producer")
          .layer("http")
          .definedBy("renewals.producer.http..")
          .layer("file")
          .definedBy("renewals.producer.file..")
          .layer("intake")
          .definedBy("renewals.producer.intake..")
          .layer("publish")
          .definedBy("renewals.producer.publish..")
          .layer("domain")
          .definedBy("renewals.producer.domain..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("file")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("intake")
          .mayOnlyBeAccessedByLayers("main", "http", "file")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("domain")
          .mayOnlyBeAccessedByLayers("main", "http", "file", "intake", "publish");

  @ArchTest
  static final ArchRule ONLY_PUBLISH_KNOWS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("renewals.producer.publish..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule ONLY_HTTP_AND_MAIN_KNOW_THE_SERVER =
      noClasses()
          .that()
          .resideOutsideOfPackages("renewals.producer.http..", "renewals.producer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "jakarta.servlet..");
}
