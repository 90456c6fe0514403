package renewals.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "renewals", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  @ArchTest
  static final ArchRule A_CLIENT_SERVES_AND_STREAMS_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("renewals.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renewals.kit.http..",
              "renewals.parties.signature..",
              "io.javalin..",
              "org.apache.kafka.streams..");
}
