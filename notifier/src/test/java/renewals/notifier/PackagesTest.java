package renewals.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(
    packages = "renewals.notifier",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  @ArchTest
  static final ArchRule DOMAIN_KNOWS_THE_JDK_AND_ITSELF =
      classes()
          .that()
          .resideInAPackage("renewals.notifier.domain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("renewals.notifier.domain..", "java..", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule SENDERS_KNOW_NEITHER_STATE_NOR_DECISIONS =
      noClasses()
          .that()
          .resideInAPackage("renewals.notifier.senders..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renewals.notifier.domain..",
              "renewals.notifier.topology..",
              "org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule TOPOLOGY_SENDS_NOTHING =
      noClasses()
          .that()
          .resideInAPackage("renewals.notifier.topology..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renewals.notifier.senders..", "renewals.notifier.config", "java.net..");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_SERVICE =
      noClasses()
          .that()
          .resideOutsideOfPackage("renewals.notifier")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("renewals.notifier");
}
