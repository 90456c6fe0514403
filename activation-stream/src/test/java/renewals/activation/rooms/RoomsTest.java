package renewals.activation.rooms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import renewals.activation.ActivationService;

/** Keeps the rooms of the service apart. */
class RoomsTest {

  private static final String SERVICE = ActivationService.class.getPackageName();
  private static final String DOMAIN = SERVICE + ".domain..";
  private static final String CODEC = SERVICE + ".codec..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  @Test
  void shouldLetTheDomainKnowTheJdkAndItself() {
    ArchRuleDefinition.classes()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations..", DOMAIN)
        .check(CLASSES);
  }

  @Test
  void shouldLetTheCodecKnowTheEventsAndTheDomainOfAllRooms() {
    List<String> others =
        rooms().stream()
            .filter(room -> !room.equals("domain") && !room.equals("codec"))
            .map(room -> SERVICE + "." + room + "..")
            .toList();
    assertThat(others).contains(SERVICE + ".topology..");

    noClasses()
        .that()
        .resideInAPackage(CODEC)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void shouldKeepTheRoomsFreeOfCycles() {
    slices().matching(SERVICE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
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

  @Test
  void shouldLetOnlyTheWiringSeeEveryRoomThatDoesAnything() {
    Set<String> doing = rooms();
    // Domain and codec are tools of the others; estimate is not wired yet.
    doing.removeAll(Set.of("domain", "codec", "estimate"));
    Set<String> seenByTheWiring = new TreeSet<>();
    Map<String, Set<String>> seenByOthers = new TreeMap<>();
    for (JavaClass one : CLASSES) {
      Set<String> rooms = roomsSeenBy(one);
      if (one.getPackageName().equals(SERVICE)) {
        seenByTheWiring.addAll(rooms);
      } else if (rooms.containsAll(doing)) {
        seenByOthers.put(outermost(one).getSimpleName(), rooms);
      }
    }

    assertThat(seenByTheWiring).containsAll(doing);
    assertThat(seenByOthers).isEmpty();
  }

  private static Set<String> rooms() {
    Set<String> rooms = new TreeSet<>();
    CLASSES.forEach(one -> addRoom(one, rooms));
    return rooms;
  }

  private static Set<String> roomsSeenBy(JavaClass one) {
    Set<String> rooms = new TreeSet<>();
    addRoom(one, rooms);
    one.getDirectDependenciesFromSelf()
        .forEach(dependency -> addRoom(dependency.getTargetClass(), rooms));
    return rooms;
  }

  private static void addRoom(JavaClass one, Set<String> rooms) {
    String name = one.getPackageName();
    if (name.startsWith(SERVICE + ".")) {
      rooms.add(name.substring(SERVICE.length() + 1).split("\\.", -1)[0]);
    }
  }

  private static JavaClass outermost(JavaClass one) {
    return one.getEnclosingClass().map(RoomsTest::outermost).orElse(one);
  }
}
