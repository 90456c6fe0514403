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
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules as data: every scenario of {@code src/test/resources/scenarios}, and of the folder that
 * {@code -Dscenarios=DIR} names, against the rules alone and against the whole graph.
 */
class ScenarioTest {

  /** Beside the checkout, seen from the module's folder. */
  private static final Path SHARED = Path.of("..", "..", "shared", "scenarios");

  @TestFactory
  Stream<DynamicNode> shouldEndAsEachScenarioSaysByTheRulesAlone() {
    return scenarios().stream().map(scenario -> tests(scenario, clock -> new DomainTarget()));
  }

  @TestFactory
  Stream<DynamicNode> shouldEndAsEachScenarioSaysThroughTheWholeGraph() {
    return scenarios().stream().map(scenario -> tests(scenario, TopologyTarget::new));
  }

  @Test
  void shouldHoldEveryScenarioThatStandsBesideTheCheckout() throws IOException {
    assumeTrue(Files.isDirectory(SHARED), "no scenarios stand beside the checkout");
    List<String> missing = new ArrayList<>();
    for (Path shared : Scenario.filesIn(SHARED)) {
      Path copy = own().resolve(shared.getFileName());
      if (!Files.exists(copy) || Files.mismatch(shared, copy) >= 0) {
        missing.add(shared.getFileName().toString());
      }
    }
    assertThat(missing).as("missing here, or different").isEmpty();
  }

  private static DynamicNode tests(Scenario scenario, Function<Instant, ScenarioTarget> targets) {
    ScenarioRun run = new ScenarioRun(scenario, targets);
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(dynamicTest("in its own order", run::inItsOwnOrder));
    if (scenario.permute()) {
      tests.add(dynamicTest("in every order", run::inEveryOrder));
    }
    return dynamicContainer(scenario.name(), tests);
  }

  private static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>(Scenario.allIn(own()));
    String others = System.getProperty("scenarios");
    if (others != null) {
      List<Scenario> given = Scenario.allIn(startFolder().resolve(others));
      assertThat(given).as("scenarios in %s", others).isNotEmpty();
      scenarios.addAll(given);
    }
    return scenarios;
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
