package renewals.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.CardUsage;
import renewals.v1.RenewalRequested;

/**
 * What carriers report of the cards of a load's renewals: each card once a day, one day after the
 * other. On the last day one card in five has used more than the threshold that its merchant is
 * told of, so with six days one report in thirty tells, as in a month.
 *
 * @param renewals whose cards: those numbered from 0
 * @param days how many reports a card
 */
public record UsageLoad(int renewals, int days) {

  private static final long ALLOWANCE = 2_000_000_000L;
  private static final int SHARE_LOW = 5;
  private static final double LOW = 0.85;
  private static final double MOST_BEFORE = 0.5;

  /** How many reports there are. */
  public long reports() {
    return (long) renewals * days;
  }

  /** How many merchants must be told that data is low: of cards that a renewal has activated. */
  public long told() {
    long count = 0;
    for (int renewal = 0; renewal < renewals; renewal += SHARE_LOW) {
      count += Fate.of(renewal) == Fate.ACTIVATED ? 1 : 0;
    }
    return count;
  }

  /** Writes all of it and waits until all of it is acknowledged. */
  public void write(SchemaRegistry registry, String bootstrapServers) {
    WireWriter<CardUsage> reports = WireWriter.of(registry, Topics.CARD_USAGE, new CardUsage());
    Instant now = Instant.now();
    SampleEvents events = new SampleEvents(now);
    try (BulkProducer producer = new BulkProducer(bootstrapServers)) {
      for (int day = 0; day < days; day++) {
        for (int renewal = 0; renewal < renewals; renewal++) {
          CardUsage report = report(events.request(renewal), renewal, day, now);
          byte[] key = Iccid.keyOf(report.getIccid()).getBytes(StandardCharsets.UTF_8);
          producer.send(new ProducerRecord<>(Topics.CARD_USAGE.name(), key, reports.write(report)));
        }
      }
      producer.finish("the reports");
    }
  }

  /** What is reported at the end of a day, counted from 0, of the last {@link #days} before now. */
  CardUsage report(RenewalRequested of, int renewal, int day, Instant now) {
    boolean isLow = day == days - 1 && renewal % SHARE_LOW == 0;
    double share = isLow ? LOW : MOST_BEFORE * (day + 1) / days;
    CardUsage report = new CardUsage();
    report.setUsageId("usage-" + ScatteredId.of(renewal) + "-" + day);
    report.setCarrierId(of.getCarrierId());
    report.setIccid(of.getIccid());
    report.setPeriodStart(now.minus(Duration.ofDays(days)));
    report.setUsedBytes((long) (ALLOWANCE * share));
    report.setAllowanceBytes(ALLOWANCE);
    report.setAsOf(now.minus(Duration.ofDays(days)).plus(Duration.ofDays(day + 1L)));
    return report;
  }
}
