package renewals.activation.renewal.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.streams.state.StateFormatException;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;

/** The compact form of a case's timeline, as a part of the case's. */
final class TimelineFormat {

  private static final int NO_AMOUNT = 0;
  private static final int AMOUNT_IN_CURRENCY_OF_REQUEST = 1;
  private static final int AMOUNT_WITH_CURRENCY = 2;

  private TimelineFormat() {}

  /**
   * Writes a timeline.
   *
   * @param currency that most amounts are in; it is not written again
   */
  static void write(StateWriter to, List<TimelineEntry> timeline, String currency) {
    to.number(timeline.size());
    for (TimelineEntry moment : timeline) {
      to.choice(RenewalNumbers.WHATS, moment.what())
          .instant(moment.at())
          .optionalInstant(moment.occurredAt());
      writeAmount(to, moment.amount(), currency);
      to.optionalText(moment.reason());
    }
  }

  private static void writeAmount(StateWriter to, @Nullable Money amount, String currency) {
    if (amount == null) {
      to.raw(NO_AMOUNT);
    } else if (amount.currency().equals(currency)) {
      to.raw(AMOUNT_IN_CURRENCY_OF_REQUEST).number(amount.minorUnits());
    } else {
      to.raw(AMOUNT_WITH_CURRENCY).number(amount.minorUnits()).text(amount.currency());
    }
  }

  /**
   * Reads a timeline.
   *
   * @param complete whether lines have own times and currencies; older versions had not
   */
  static List<TimelineEntry> read(StateReader from, String currency, boolean complete) {
    int size = from.count();
    List<TimelineEntry> timeline = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      timeline.add(complete ? readMoment(from, currency) : readOlderMoment(from, currency));
    }
    return timeline;
  }

  private static TimelineEntry readMoment(StateReader from, String currency) {
    TimelineEntry.What what = from.choice(RenewalNumbers.WHATS);
    Instant at = from.instant();
    Instant occurredAt = from.optionalInstant();
    Money amount =
        switch (from.raw()) {
          case NO_AMOUNT -> null;
          case AMOUNT_IN_CURRENCY_OF_REQUEST -> new Money(from.number(), currency);
          case AMOUNT_WITH_CURRENCY -> new Money(from.number(), from.name());
          default -> throw new StateFormatException("stored line has an unknown kind of amount");
        };
    return new TimelineEntry(at, occurredAt, what, amount, from.optionalText());
  }

  /** Amounts had no currency: that of a payment that was refused for it is not known any more. */
  private static TimelineEntry readOlderMoment(StateReader from, String currency) {
    TimelineEntry.What what = from.choice(RenewalNumbers.WHATS);
    Instant at = from.instant();
    Long minorUnits = from.optionalNumber();
    String reason = from.optionalText();
    if (minorUnits == null || "payment.amount.currency".equals(reason)) {
      return new TimelineEntry(at, null, what, null, reason);
    }
    return new TimelineEntry(at, null, what, new Money(minorUnits, currency), reason);
  }
}
