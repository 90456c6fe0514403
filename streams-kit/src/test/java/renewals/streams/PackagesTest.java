package renewals.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Locale;
import java.util.Set;

/** The kit serves any stream application: it knows nothing of what these ones decide about. */
@AnalyzeClasses(packages = "renewals.streams", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

  @ArchTest
  static final ArchRule KNOWS_NO_SUBJECT =
      classes()
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are no subject of a service", PackagesTest::isNoSubject));

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching("renewals.streams.(*)..").should().beFreeOfCycles();

  /** Of the project's own classes only these, which serve any subject too. */
  private static boolean isNoSubject(JavaClass known) {
    String name = known.getName();
    return !name.startsWith("renewals.")
        || name.startsWith("renewals.streams.")
        || name.startsWith("renewals.kit.")
        || name.startsWith("renewals.schemas.trace.")
        || name.startsWith("renewals.schemas.wire.")
        || name.equals("renewals.schemas.Topic");
  }

  private static final Set<String> WORDS_OF_THE_SUBJECT =
      Set.of(
          "renewalid",
          "merchant",
          "carrier",
          "card",
          "iccid",
          "payment",
          "notice",
          "contact",
          "activation",
          "review",
          "channel");

  @ArchTest
  static final ArchRule NAMES_BEAR_NO_WORD_OF_THE_SUBJECT =
      classes()
          .should(
              new com.tngtech.archunit.lang.ArchCondition<>("bear no word of a service's subject") {
                @Override
                public void check(JavaClass one, com.tngtech.archunit.lang.ConditionEvents events) {
                  String name = one.getSimpleName().toLowerCase(Locale.ROOT);
                  boolean bears = WORDS_OF_THE_SUBJECT.stream().anyMatch(name::contains);
                  events.add(
                      new com.tngtech.archunit.lang.SimpleConditionEvent(
                          one, !bears, one.getName() + " bears a word of a subject"));
                }
              });
}
