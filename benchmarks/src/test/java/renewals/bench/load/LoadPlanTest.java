package renewals.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.schemas.contract.EventContract;

class LoadPlanTest {

  private static final LoadPlan PLAN = new LoadPlan(1_000, 100, 0, 7);

  @Test
  void shouldGiveEveryPartOfEveryRenewalOnce() {
    List<String> events = eventsOf(PLAN);

    assertThat(events).hasSize(3_000).doesNotHaveDuplicates();
  }

  @Test
  void shouldGiveTheSameOrderForTheSameSeedOnly() {
    assertThat(eventsOf(PLAN)).isEqualTo(eventsOf(new LoadPlan(1_000, 100, 0, 7)));
    assertThat(eventsOf(PLAN)).isNotEqualTo(eventsOf(new LoadPlan(1_000, 100, 0, 8)));
  }

  @Test
  void shouldSpreadTheRenewalsPartsOverSoManyOpenCases() {
    List<String> events = eventsOf(PLAN);

    // Once a hundred renewals have begun, three events pass for each that begins.
    assertThat(events.indexOf("500 REVIEW") - events.indexOf("500 REQUEST")).isBetween(250, 350);
  }

  @Test
  void shouldBringSomePaymentsBeforeTheirRequest() {
    List<String> events = eventsOf(PLAN);

    long early = 0;
    for (int renewal = 0; renewal < 1_000; renewal++) {
      if (events.indexOf(renewal + " PAYMENT") < events.indexOf(renewal + " REQUEST")) {
        early++;
      }
    }
    assertThat(early).isBetween(20L, 120L);
  }

  @Test
  void shouldGiveDuplicatesOnTop() {
    List<String> events = new ArrayList<>();
    long given =
        new LoadPlan(1_000, 100, 100, 7).play((renewal, part) -> events.add(renewal + " " + part));

    assertThat(given).isEqualTo(events.size()).isBetween(3_200L, 3_400L);
    assertThat(events.stream().distinct()).hasSize(3_000);
  }

  @Test
  void shouldExpectNoActivationOfTheRejectedAndTheUnpaid() {
    assertThat(PLAN.activations()).isEqualTo(960);
  }

  @Test
  void shouldLeaveTheLastOfThemOpen() {
    LoadPlan plan = new LoadPlan(1_000, 100, 0, 7, 0, true);
    List<String> events = eventsOf(plan);

    long ended = 0;
    for (int renewal = 0; renewal < 1_000; renewal++) {
      String number = renewal + " ";
      ended += events.stream().filter(event -> event.startsWith(number)).count() == 3 ? 1 : 0;
    }
    assertThat(ended).isEqualTo(plan.ended()).isEqualTo(900);
  }

  @Test
  void shouldNumberTheRenewalsFromTheFirst() {
    List<String> events = eventsOf(new LoadPlan(2, 1, 0, 7, 500, false));

    assertThat(events).hasSize(6).allMatch(event -> event.matches("50[01] .*"));
  }

  @Test
  void shouldMakeEventsThatTheContractAllows() {
    Instant now = Instant.now();
    SampleEvents events = new SampleEvents(now);

    assertThat(EventContract.check(events.request(123_456), now)).isEmpty();
    assertThat(EventContract.check(events.payment(123_456), now)).isEmpty();
    assertThat(EventContract.check(events.review(123_456), now)).isEmpty();
    assertThat(SampleEvents.numberOf(SampleEvents.renewalId(123_456))).isEqualTo(123_456);
  }

  private static List<String> eventsOf(LoadPlan plan) {
    List<String> events = new ArrayList<>();
    plan.play((renewal, part) -> events.add(renewal + " " + part));
    return events;
  }
}
