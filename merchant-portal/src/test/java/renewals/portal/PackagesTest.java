package renewals.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the packages of the portal apart, and the portal apart from those who decide. */
@AnalyzeClasses(packages = "renewals.portal", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching("renewals.portal.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule KEEPS_NO_STATE_AND_DECIDES_NOTHING =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renewals.activation..",
              "renewals.notifier..",
              "renewals.producer..",
              "org.apache.kafka.streams..",
              "org.apache.kafka.clients.producer..");

  @ArchTest
  static final ArchRule TEXTS_KNOW_NO_HTTP_AND_NO_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("renewals.portal.text")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "java.net.http..", "org.apache.kafka..");
}
