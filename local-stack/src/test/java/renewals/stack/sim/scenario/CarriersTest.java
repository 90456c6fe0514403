package renewals.stack.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;
import renewals.stack.sim.scenario.ScenarioStep.Event;

class CarriersTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Carriers.Word> WORDS =
      Carriers.during(Duration.ofSeconds(5), BEGUN, "R-1");

  @Test
  void shouldSayOnlyWhatTheContractKnows() {
    assertThat(WORDS)
        .map(Carriers.Word::act)
        .filteredOn(Event.class::isInstance)
        .map(act -> EventJson.read(((Event) act).json()))
        .isNotEmpty()
        .allMatch(Parsed.Accepted.class::isInstance);
  }

  @Test
  void shouldComeInTheOrderOfTheirTimes() {
    assertThat(WORDS).isSortedAccordingTo(Comparator.comparing(Carriers.Word::after));
  }

  @Test
  void shouldLetAnOutageLastLongEnoughToBeTold() {
    List<Duration> outage =
        WORDS.stream()
            .filter(word -> word.carrierId().equals(Carriers.OUT_OF_ORDER))
            .map(Carriers.Word::after)
            .toList();

    assertThat(outage).hasSize(2);
    assertThat(outage.get(1).minus(outage.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void shouldEndAnOutageOnlyOnceItWasTold() {
    assertThat(WORDS)
        .filteredOn(word -> word.onceTold().isPresent())
        .singleElement()
        .satisfies(word -> assertThat(word.carrierId()).isEqualTo(Carriers.OUT_OF_ORDER))
        .isEqualTo(WORDS.getLast())
        .satisfies(word -> assertThat(word.onceTold()).contains("R-1"));
  }

  @Test
  void shouldLeaveOneCarrierSilent() {
    assertThat(Carriers.speaking(WORDS)).hasSize(Carriers.ALL.size() - 1);
  }
}
