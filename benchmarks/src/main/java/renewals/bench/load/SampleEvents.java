package renewals.bench.load;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import renewals.v1.CarrierReview;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;

/**
 * The events of numbered renewals: ids, amounts and texts of the sizes that partners send. Ids look
 * random, as real ones do: those that count up would flatter compression and stores.
 */
public final class SampleEvents {

  private static final String PREFIX = "R-20261101-";
  private static final long DUE = 5_000;
  private static final long PLAN_BYTES = 2_000_000_000L;
  private static final int CHANNELS = 20;
  private static final int CARRIERS = 3;
  private static final int RENEWALS_A_MERCHANT = 3;

  /** Numbers of others than renewals begin here, so that no two ids are alike. */
  private static final long MERCHANTS = 1L << 32;

  private static final long PAYMENTS = 2L << 32;
  private static final long REVIEWS = 3L << 32;

  /** Has no factor in common with the number of cards, so each renewal has its own. */
  private static final long CARD_STEP = 61_803_398_877L;

  private static final long CARDS = 1_000_000_000_000_000L;

  private final Instant begun;

  /** Events whose times lie a little before {@code now}. */
  public SampleEvents(Instant now) {
    this.begun = now.truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(10));
  }

  /** The id of a renewal. */
  public static String renewalId(int renewal) {
    return PREFIX + ScatteredId.of(renewal);
  }

  /**
   * The number of a renewal.
   *
   * @throws IllegalArgumentException it is not an id that {@link #renewalId} makes
   */
  public static int numberOf(String renewalId) {
    return ScatteredId.numberOf(renewalId.substring(PREFIX.length()));
  }

  /** The request: a card of its own, a merchant with two more. */
  public RenewalRequested request(int renewal) {
    RenewalRequested event = new RenewalRequested();
    event.setRenewalId(renewalId(renewal));
    event.setChannelId(channel(renewal));
    event.setCarrierId(carrier(renewal));
    event.setMerchantId("merchant-" + ScatteredId.of(MERCHANTS + renewal / RENEWALS_A_MERCHANT));
    event.setTerminalId("terminal-" + renewal / RENEWALS_A_MERCHANT);
    event.setIccid(String.format(Locale.ROOT, "8986%015d", renewal * CARD_STEP % CARDS));
    event.setPlan(new Plan("flow-2g-monthly", "P30D", PLAN_BYTES, null));
    event.setAmountDue(new Money(DUE, "CNY"));
    event.setRequestedAt(begun.plusMillis(renewal));
    return event;
  }

  /** The full amount, settled or failed. */
  public PaymentEvent payment(int renewal) {
    PaymentEvent event = new PaymentEvent();
    event.setPaymentId("pay-" + ScatteredId.of(PAYMENTS + renewal));
    event.setRenewalId(renewalId(renewal));
    event.setChannelId(channel(renewal));
    event.setStatus(Fate.of(renewal) == Fate.UNPAID ? PaymentStatus.FAILED : PaymentStatus.SETTLED);
    event.setAmount(new Money(DUE, "CNY"));
    event.setOccurredAt(begun.plusMillis(renewal).plusSeconds(10));
    return event;
  }

  /** The carrier's word. */
  public CarrierReview review(int renewal) {
    CarrierReview event = new CarrierReview();
    event.setReviewId("review-" + ScatteredId.of(REVIEWS + renewal));
    event.setRenewalId(renewalId(renewal));
    event.setCarrierId(carrier(renewal));
    event.setOutcome(
        Fate.of(renewal) == Fate.REJECTED ? ReviewOutcome.REJECTED : ReviewOutcome.APPROVED);
    event.setDecidedAt(begun.plusMillis(renewal).plusSeconds(60));
    return event;
  }

  private static String channel(int renewal) {
    return "channel-" + renewal % CHANNELS;
  }

  private static String carrier(int renewal) {
    return "carrier-" + renewal % CARRIERS;
  }
}
