package renewals.notifier.domain.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;

/**
 * What some news change of what the till shows of the data card in it. A till shows several sides
 * at once, of each the latest that was told; the side that ranks highest says whether the card
 * works, so that a card that works says so whatever its renewal is at. Source: docs/notices.md,
 * "Terminals".
 *
 * <p>Long because each kind of news has its branch here.
 *
 * @param at the moment of which it is
 * @param sides those that the news are about
 * @param running whether their renewal is under way since: until it is activated, refused, lapsed
 *     or taken back
 */
public record TerminalDisplay(Instant at, Map<Side, Shown> sides, boolean running) {

  /** After so long a card has another allowance, whether or not anybody has reported of it. */
  private static final Duration DATA_PERIOD = Duration.ofDays(31);

  /** The id of what is told of a renewal's activation of that number. */
  private static final Pattern OF_ACTIVATION = Pattern.compile("[^/]+/([0-9]{1,8})/[A-Z]+");

  /** After each state's, also those to come: tills keep what they are told. */
  private static final int BEFORE_ACTIVATIONS = 100;

  public TerminalDisplay {
    sides = Map.copyOf(sides);
  }

  /** One side of a card and its renewal. */
  public enum Side {
    /** Until when the card is valid, by its ledger. */
    VALIDITY,
    /** The same, as a request said of a card that the ledger knows nothing of yet. */
    TOLD,
    /** Whether the network takes the card. */
    BLOCK,
    /** What is left of its data. */
    DATA,
    /** How far its latest renewal is. */
    RENEWAL
  }

  /**
   * What is shown of a side.
   *
   * @param date what the state says of it; null where nobody can name one
   */
  public record Shown(State state, @Nullable Instant date) {}

  /** What a till can show; of two of one side and moment the later in this order holds. */
  public enum State {
    /** The renewal was taken back, or all that was paid for it. */
    CANCELLED(0),
    /** Something is still to be paid. */
    PAYMENT_DUE(1),
    /** It is paid, and the carrier has yet to answer; by then in nine cases out of ten. */
    RENEWING(2),
    /** The carrier has refused the renewal. */
    REFUSED(3),
    /** The card works until then. */
    ACTIVE(4),
    /** It works, and expires then. */
    EXPIRING(5),
    /** It has expired then. */
    EXPIRED(6),
    /** A renewal was taken back, and nothing is left of the card's time. */
    ENDED(7),
    /** Little data is left; it is expected to run out then. */
    DATA_LOW(8),
    /** No data is left; there is another allowance by then. */
    DATA_USED_UP(9),
    /** The network doesn't take the card. */
    SUSPENDED(10),
    /** It never will again. */
    CLOSED(11),
    /** What was shown of that side is over. */
    OVER(12);

    private final int order;

    State(int order) {
      this.order = order;
    }
  }

  /** How much a side in that state says of whether the card works: the greatest is what holds. */
  public static int rank(Side side, State state) {
    return switch (state) {
      case OVER -> 0;
      case CANCELLED, PAYMENT_DUE, RENEWING, REFUSED -> 2;
      case DATA_LOW -> 3;
      case EXPIRED, ENDED -> 5;
      case ACTIVE, EXPIRING ->
          switch (side) {
            case VALIDITY -> 6;
            // the ledger knows better, also that nothing is left
            case TOLD -> 4;
            case BLOCK, DATA, RENEWAL -> 1;
          };
      case DATA_USED_UP -> 7;
      case SUSPENDED -> 8;
      case CLOSED -> 9;
    };
  }

  /**
   * Which of two of one side and moment is the later; terminals read it. Activations and reversals
   * of a renewal go by their number: a carrier that corrects an expiry refuses and approves again,
   * and both may be appended at one moment. A reminder of that moment is of the expiry before.
   */
  public static int order(NotificationTrigger cause, Side side, State state) {
    if (side != Side.VALIDITY) {
      return state.order;
    }
    return switch (cause.news()) {
      case MerchantEvent.Activated ignored -> BEFORE_ACTIVATIONS + 2 * numberOf(cause);
      case MerchantEvent.Reversed ignored -> BEFORE_ACTIVATIONS + 2 * numberOf(cause) + 1;
      default -> state.order;
    };
  }

  private static int numberOf(NotificationTrigger cause) {
    Matcher id = OF_ACTIVATION.matcher(cause.id());
    return id.matches() ? Integer.parseInt(id.group(1)) : 0;
  }

  /**
   * What changes with that trigger; empty where nothing does that a till shows.
   *
   * @param told until when the card works, as its renewal's request said; null where it said
   *     nothing, or that is over
   */
  public static Optional<TerminalDisplay> of(NotificationTrigger cause, @Nullable Instant told) {
    Map<Side, Shown> sides = new EnumMap<>(Side.class);
    switch (cause.news()) {
      case MerchantEvent.Activated it -> activated(sides, it);
      case MerchantEvent.Reversed it -> reversed(sides, it);
      case MerchantEvent.Paid it -> renewal(sides, State.RENEWING, by(it.expected()));
      case MerchantEvent.Delayed it -> renewal(sides, State.RENEWING, by(it.expected()));
      case MerchantEvent.CarrierNotice it -> renewal(sides, State.RENEWING, by(it.expected()));
      case MerchantEvent.Stalled ignored -> renewal(sides, State.RENEWING, null);
      case MerchantEvent.Underpaid ignored -> renewal(sides, State.PAYMENT_DUE, null);
      case MerchantEvent.Approved ignored -> renewal(sides, State.PAYMENT_DUE, null);
      case MerchantEvent.Lapsed ignored -> renewal(sides, State.PAYMENT_DUE, null);
      case MerchantEvent.Rejected ignored -> renewal(sides, State.REFUSED, null);
      case MerchantEvent.Refunded ignored -> renewal(sides, State.CANCELLED, null);
      case MerchantEvent.ExpiryReminder it -> reminded(sides, it, cause.at());
      case MerchantEvent.DataUsed it -> data(sides, it);
      case MerchantEvent.CardStopped it -> block(sides, it.stop());
      case MerchantEvent.CardResumed ignored -> block(sides, null);
      case MerchantEvent.PaymentFailed ignored -> {}
      case MerchantEvent.Mismatch ignored -> {}
      case MerchantEvent.RefundDue ignored -> {}
      case MerchantEvent.Announced ignored -> {}
      case MerchantEvent.ContactChanged ignored -> {}
      case MerchantEvent.AddressPaused ignored -> {}
      case MerchantEvent.AddressRecovered ignored -> {}
    }
    if (sides.containsKey(Side.RENEWAL) && told != null && told.isAfter(cause.at())) {
      sides.putIfAbsent(Side.TOLD, new Shown(State.ACTIVE, told));
    }
    return sides.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TerminalDisplay(
                at(cause), sides, isRunning(cause.news(), sides.get(Side.RENEWAL))));
  }

  private static boolean isRunning(MerchantEvent news, @Nullable Shown renewal) {
    return renewal != null
        && (renewal.state() == State.RENEWING || renewal.state() == State.PAYMENT_DUE)
        && !(news instanceof MerchantEvent.Lapsed);
  }

  /**
   * A reversal repeats the time of its activation beside its own, and is never before it, though
   * its fact may have been appended earlier and read later. That a card has expired is of the
   * moment at which it did, however late it is told: a renewal activated since is the later.
   */
  private static Instant at(NotificationTrigger cause) {
    if (cause.news() instanceof MerchantEvent.Reversed it) {
      return it.at().isBefore(cause.at()) ? cause.at() : it.at();
    }
    return cause.news() instanceof MerchantEvent.ExpiryReminder it
            && it.validUntil() != null
            && isPast(it, cause.at())
        ? it.validUntil()
        : cause.at();
  }

  private static boolean isPast(MerchantEvent.ExpiryReminder news, Instant at) {
    return news.validUntil() != null && !news.validUntil().isAfter(at);
  }

  private static void renewal(Map<Side, Shown> sides, State state, @Nullable Instant date) {
    sides.put(Side.RENEWAL, new Shown(state, date));
  }

  private static void block(Map<Side, Shown> sides, MerchantEvent.@Nullable Stop stop) {
    State state = stop == null ? State.ACTIVE : stop.forGood() ? State.CLOSED : State.SUSPENDED;
    sides.put(Side.BLOCK, new Shown(state, null));
  }

  /** Its ledger knows now what the request said, and whatever was reported was of before. */
  private static void activated(Map<Side, Shown> sides, MerchantEvent.Activated news) {
    Shown over = new Shown(State.OVER, null);
    sides.put(Side.VALIDITY, new Shown(State.ACTIVE, news.validUntil()));
    sides.put(Side.TOLD, over);
    sides.put(Side.DATA, over);
    sides.put(Side.RENEWAL, over);
    block(sides, news.stop());
  }

  private static void reversed(Map<Side, Shown> sides, MerchantEvent.Reversed news) {
    Instant end = news.validUntil();
    boolean isLeft = end != null && end.isAfter(news.at());
    sides.put(Side.VALIDITY, new Shown(isLeft ? State.ACTIVE : State.ENDED, end));
    renewal(sides, State.CANCELLED, null);
  }

  /** Of a card that has expired nobody needs to hear that its data was used up. */
  private static void reminded(
      Map<Side, Shown> sides, MerchantEvent.ExpiryReminder news, Instant at) {
    boolean isPast = isPast(news, at);
    sides.put(Side.VALIDITY, new Shown(isPast ? State.EXPIRED : State.EXPIRING, news.validUntil()));
    if (isPast) {
      sides.put(Side.DATA, new Shown(State.OVER, null));
    }
  }

  private static void data(Map<Side, Shown> sides, MerchantEvent.DataUsed news) {
    sides.put(
        Side.DATA,
        news.usedUp()
            ? new Shown(State.DATA_USED_UP, news.periodStart().plus(DATA_PERIOD))
            : new Shown(State.DATA_LOW, news.runsOutAt()));
  }

  private static @Nullable Instant by(@Nullable Expected expected) {
    return expected == null ? null : expected.by();
  }
}
