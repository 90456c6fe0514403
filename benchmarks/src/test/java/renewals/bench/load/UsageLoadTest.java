package renewals.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.schemas.contract.EventContract;
import renewals.v1.CardUsage;

class UsageLoadTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final int DAYS = 10;
  private static final UsageLoad LOAD = new UsageLoad(1_000, DAYS);
  private static final long LOW = 80;

  private final SampleEvents events = new SampleEvents(NOW);

  @Test
  void shouldReportOfACardOnceADay() {
    assertThat(LOAD.reports()).isEqualTo(10_000);
    assertThat(ofCard(7))
        .extracting(CardUsage::getAsOf)
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSize(DAYS)
        .endsWith(NOW);
    assertThat(ofCard(7)).extracting(CardUsage::getUsageId).doesNotHaveDuplicates();
  }

  @Test
  void shouldReportOnlyWhatTheContractAllows() {
    for (CardUsage report : ofCard(5)) {
      assertThat(EventContract.check(report, NOW)).isEmpty();
    }
  }

  @Test
  void shouldReachTheThresholdOnTheLastDayOfOneCardInFive() {
    List<Integer> low = new ArrayList<>();
    for (int renewal = 0; renewal < 10; renewal++) {
      List<CardUsage> reports = ofCard(renewal);
      for (int day = 0; day < DAYS; day++) {
        CardUsage report = reports.get(day);
        if (report.getUsedBytes() * 100 >= report.getAllowanceBytes() * LOW) {
          assertThat(day).isEqualTo(DAYS - 1);
          low.add(renewal);
        }
      }
    }

    assertThat(low).containsExactly(0, 5);
  }

  @Test
  void shouldExpectToTellTheMerchantsOfActivatedCardsAlone() {
    // of fifty renewals ten cards are low, and of these 0 is rejected and 25 unpaid
    assertThat(LOAD.told()).isEqualTo(1_000 / 50 * 8);
  }

  private List<CardUsage> ofCard(int renewal) {
    List<CardUsage> reports = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      reports.add(LOAD.report(events.request(renewal), renewal, day, NOW));
    }
    return reports;
  }
}
