package renewals.activation.cardreport.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LatestRenewal;

/** What a report gives to tell, to one merchant. */
public sealed interface CardNews {

  /** What is told, by the contract's words. */
  enum Kind {
    DATA_LOW,
    DATA_USED_UP,
    CARD_SUSPENDED,
    CARD_RESUMED,
    CARD_CLOSED
  }

  /** The renewal under which it is told. */
  LatestRenewal renewal();

  Kind kind();

  /** The same whenever the same is told again. */
  String updateId();

  /** The step's time. */
  Instant at();

  /**
   * Data has reached a threshold.
   *
   * @param threshold in per cent
   * @param allowance more than 0
   * @param forecast when it is expected to be used up, null where nobody can say
   */
  record OfUsage(
      LatestRenewal renewal,
      int threshold,
      UsageReport report,
      long allowance,
      @Nullable UsageForecast forecast,
      Instant at)
      implements CardNews {

    @Override
    public Kind kind() {
      return threshold < ReportPolicy.ALL ? Kind.DATA_LOW : Kind.DATA_USED_UP;
    }

    @Override
    public String updateId() {
      return "%s/d%d/%d/%d"
          .formatted(
              renewal.renewalId(), threshold, report.periodStart().getEpochSecond(), allowance);
    }
  }

  /** The network takes the card, no longer takes it, or stops it for another cause. */
  record OfStatus(LatestRenewal renewal, CardStatusReport status, Instant at) implements CardNews {

    @Override
    public Kind kind() {
      return switch (status.state()) {
        case ACTIVE -> Kind.CARD_RESUMED;
        case SUSPENDED -> Kind.CARD_SUSPENDED;
        case CLOSED -> Kind.CARD_CLOSED;
      };
    }

    @Override
    public String updateId() {
      return "%s/s%d".formatted(renewal.renewalId(), status.revision());
    }
  }
}
