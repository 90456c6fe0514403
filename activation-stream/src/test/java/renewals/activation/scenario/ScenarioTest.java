package renewals.activation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import renewals.testing.Thorough;

/**
 * The rules as data: every scenario of {@code src/test/resources/scenarios}, and of the folder that
 * {@code -Dscenarios=DIR} names, against the rules alone and against the whole graph. Where every
 * order has to end the same, the rules try each in every build, the whole graph with {@code
 * -Pthorough}.
 */
@Execution(ExecutionMode.CONCURRENT)
class ScenarioTest {

  /** Beside the checkout, seen from the module's folder. */
  private static final Path SHARED = Path.of("..", "..", "shared");

  /** Of two files with one name that of the later folder holds. */
  private static final List<Path> SHARED_FOLDERS =
      List.of(SHARED.resolve("scenarios"), SHARED.resolve("scenarios-2"));

  /** The files that were played to their end, by what they were played against. */
  private static final Map<String, Set<Path>> PLAYED = new ConcurrentHashMap<>();

  @TestFactory
  Stream<DynamicNode> shouldEndAsEachScenarioSaysByTheRulesAlone() {
    return files().stream()
        .map(file -> tests(file, "rules", clock -> new DomainTarget(), UnaryOperator.identity()));
  }

  @TestFactory
  Stream<DynamicNode> shouldEndAsEachScenarioSaysThroughTheWholeGraph() {
    return files().stream().map(file -> tests(file, "graph", TopologyTarget::new, Thorough::of));
  }

  /** Whatever was played at all was played with every file: none is skipped without a word. */
  @AfterAll
  static void assertThatNoFileWasLeftOut() {
    PLAYED.forEach(
        (target, files) ->
            assertThat(files).as("scenarios of the %s", target).containsAll(files()));
  }

  @Test
  void shouldHoldEveryScenarioThatStandsBesideTheCheckout() throws IOException {
    assumeTrue(
        SHARED_FOLDERS.stream().allMatch(Files::isDirectory),
        "no scenarios stand beside the checkout");
    Map<Path, Path> shared = new TreeMap<>();
    for (Path folder : SHARED_FOLDERS) {
      Scenario.filesIn(folder).forEach(file -> shared.put(file.getFileName(), file));
    }
    List<Path> missing = new ArrayList<>();
    for (Map.Entry<Path, Path> file : shared.entrySet()) {
      Path copy = own().resolve(file.getKey());
      if (!Files.exists(copy) || Files.mismatch(file.getValue(), copy) >= 0) {
        missing.add(file.getValue());
      }
    }
    assertThat(missing).as("missing here, or different").isEmpty();
  }

  private static DynamicNode tests(
      Path file,
      String target,
      Function<Instant, ScenarioTarget> targets,
      UnaryOperator<List<List<Integer>>> tried) {
    Scenario scenario = Scenario.read(file);
    ScenarioRun run = new ScenarioRun(scenario, targets);
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(
        dynamicTest(
            "in its own order",
            () -> {
              run.inItsOwnOrder();
              PLAYED.computeIfAbsent(target, any -> ConcurrentHashMap.newKeySet()).add(file);
            }));
    if (scenario.permute()) {
      List<List<Integer>> orders = tried.apply(scenario.orders());
      tests.add(dynamicTest("in %d orders".formatted(orders.size()), () -> run.inOrders(orders)));
    }
    return dynamicContainer(scenario.name(), tests);
  }

  private static List<Path> files() {
    List<Path> files = new ArrayList<>(Scenario.filesIn(own()));
    String others = System.getProperty("scenarios");
    if (others != null) {
      List<Path> given = Scenario.filesIn(startFolder().resolve(others));
      assertThat(given).as("scenarios in %s", others).isNotEmpty();
      files.addAll(given);
    }
    return files;
  }

  /** Where Maven was called, so that a relative folder means what its writer sees. */
  private static Path startFolder() {
    return Path.of(System.getProperty("scenarios.base", ""));
  }

  private static Path own() {
    try {
      URI folder =
          Objects.requireNonNull(ScenarioTest.class.getResource("/scenarios"), "scenarios").toURI();
      return Path.of(folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
