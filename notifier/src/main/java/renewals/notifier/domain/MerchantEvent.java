package renewals.notifier.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened that a merchant is told: one form for each kind, with what its text needs.
 *
 * <p>Long because each kind has its form here.
 */
public sealed interface MerchantEvent {

  /**
   * The renewal is done, and the card usable, unless it is stopped.
   *
   * @param stop why the network doesn't take the card all the same, null where it does
   */
  record Activated(
      Instant validFrom, @Nullable Instant validUntil, long dataBytes, @Nullable Stop stop)
      implements MerchantEvent {}

  /**
   * An activation was taken back.
   *
   * @param by why, null where the activation does not name it
   * @param validUntil what is left, if anything is
   */
  record Reversed(Instant at, @Nullable ReversedBy by, @Nullable Instant validUntil)
      implements MerchantEvent {}

  /** Why an activation was taken back. */
  enum ReversedBy {
    /** The money went back. */
    REFUND,
    /** The carrier withdrew its approval. */
    REVIEW
  }

  /** Paid in full. */
  record Paid(@Nullable Amount amount, @Nullable Expected expected) implements MerchantEvent {}

  /** A payment did not go through. */
  record PaymentFailed(@Nullable Amount tried, @Nullable String reason) implements MerchantEvent {}

  /** Some of the money is missing. */
  record Underpaid(@Nullable Amount missing) implements MerchantEvent {}

  /** The carrier has approved, and the card works as soon as the rest is paid. */
  record Approved(Amount missing) implements MerchantEvent {}

  /**
   * The carrier refused; {@code carriersWords} is free text.
   *
   * @param owedBack what the merchant gets back for that, null for nothing
   */
  record Rejected(Refusal refusal, @Nullable String carriersWords, @Nullable Amount owedBack)
      implements MerchantEvent {}

  /** A settled payment does not belong to the renewal that it names. */
  record Mismatch(Amount amount, @Nullable String field) implements MerchantEvent {}

  /** The carrier takes longer than usual. */
  record Delayed(@Nullable Expected expected) implements MerchantEvent {}

  /** Not paid in time. */
  record Lapsed() implements MerchantEvent {}

  /** Paid, and the carrier has not answered for so long that a person must look. */
  record Stalled() implements MerchantEvent {}

  /**
   * Money is owed back.
   *
   * @param overdue what did not come in time, where that is all that it is owed for: it no longer
   *     is once the renewal goes on; null where it is owed in any case
   */
  record RefundDue(@Nullable Amount amount, @Nullable Overdue overdue) implements MerchantEvent {

    /** It is owed in any case. */
    public RefundDue(@Nullable Amount amount) {
      this(amount, null);
    }
  }

  /** Why money is owed that no longer is once the renewal goes on, by the names of the contract. */
  enum Overdue {
    /** The rest was not paid in time. */
    LAPSED,
    /** The carrier did not answer in time. */
    STALLED;

    /** The one of that name, null for another one. */
    public static @Nullable Overdue named(@Nullable String reason) {
      return Arrays.stream(values())
          .filter(one -> one.name().equals(reason))
          .findFirst()
          .orElse(null);
    }
  }

  /** All that was paid has gone back: the renewal is over, and nothing is to be paid. */
  record Refunded(@Nullable Amount inAll) implements MerchantEvent {}

  /**
   * The card expires, has just expired, or is about to be closed for good.
   *
   * @param expected when it would be usable if it were renewed and paid at the time of the event
   * @param renewBy until when to renew so that the card works without a gap; null where nobody
   *     said, and once it has expired
   * @param closesAt when the carrier closes it for good, null where it never does
   * @param isBeforeClosing whether this is the last reminder, of the closing
   */
  record ExpiryReminder(
      @Nullable Instant validUntil,
      @Nullable Expected expected,
      @Nullable Instant renewBy,
      @Nullable Instant closesAt,
      boolean isBeforeClosing)
      implements MerchantEvent {

    /** One of a version that knew no calendar. */
    public ExpiryReminder(@Nullable Instant validUntil, @Nullable Expected expected) {
      this(validUntil, expected, null, null, false);
    }

    /**
     * What the carrier's calendar and a renewal's usual duration mean for this expiry.
     *
     * @param at the time of the event
     * @param now the moment at which the notice is composed
     */
    public Lead lead(Instant at, Instant now) {
      if (renewBy != null && renewBy.isAfter(now)) {
        return new Lead(renewBy, null, false);
      }
      if (validUntil == null) {
        return Lead.NONE;
      }
      boolean isTold = renewBy != null && validUntil.isAfter(now);
      Instant by = expected == null ? null : expected.by();
      if (by == null || !by.isAfter(at)) {
        return new Lead(null, null, isTold);
      }
      Duration takes = Duration.between(at, by);
      if (validUntil.minus(takes).isAfter(now)) {
        return isTold ? new Lead(null, null, true) : new Lead(validUntil.minus(takes), null, false);
      }
      Instant idleFrom = validUntil.isAfter(now) ? validUntil : now;
      return new Lead(null, Duration.between(idleFrom, now.plus(takes)), false);
    }
  }

  /**
   * How much time is left to renew. At most one of the three is so.
   *
   * @param renewBy the last moment that, in nine cases out of ten, leaves no gap; still to come
   * @param gap how long the card stands still if it is renewed now
   * @param isCutOff whether the carrier's cut-off has passed, so that nobody knows how long
   */
  record Lead(@Nullable Instant renewBy, @Nullable Duration gap, boolean isCutOff) {
    static final Lead NONE = new Lead(null, null, false);
  }

  /**
   * The carrier's state moved the expected time.
   *
   * @param state the carrier's, by the contract's name
   * @param carriersWords its text for people; Chinese and English as two lines, if it has both
   */
  record CarrierNotice(
      @Nullable Expected expected, @Nullable String state, @Nullable String carriersWords)
      implements MerchantEvent {

    /** The carrier's text in a language: of two lines, the first is Chinese. */
    public @Nullable String wordsIn(Language language) {
      if (carriersWords == null) {
        return null;
      }
      int end = carriersWords.indexOf('\n');
      if (end < 0) {
        return carriersWords;
      }
      return language == Language.CHINESE
          ? carriersWords.substring(0, end)
          : carriersWords.substring(end + 1);
    }
  }

  /**
   * Data of the card has reached a threshold.
   *
   * @param usedUp whether nothing is left
   * @param allowanceBytes what may be used, more than 0
   * @param asOf when the carrier counted
   * @param runsOutAt when it is expected to be used up, null where nobody can say
   */
  record DataUsed(
      boolean usedUp,
      long usedBytes,
      long allowanceBytes,
      Instant periodStart,
      Instant asOf,
      @Nullable Instant runsOutAt)
      implements MerchantEvent {

    /** What is left, at least 0. */
    public long remainingBytes() {
      return Math.max(0, allowanceBytes - usedBytes);
    }
  }

  /** The network doesn't take the card; {@code carriersWords} is free text. */
  record CardStopped(Stop stop, @Nullable String carriersWords) implements MerchantEvent {}

  /** The network takes the card again; {@code carriersWords} is free text. */
  record CardResumed(@Nullable String carriersWords) implements MerchantEvent {}

  /**
   * News for many merchants, whose words are the platform's.
   *
   * @param about what it is about, by the contract's word
   * @param link where more stands, an https URL; null for nowhere
   * @param effectiveAt from when on it applies
   * @param endsAt until when it is told, null for without end
   */
  record Announced(
      String announcementId,
      long revision,
      String about,
      LocalizedText chinese,
      LocalizedText english,
      @Nullable String link,
      Instant effectiveAt,
      @Nullable Instant endsAt)
      implements MerchantEvent {

    private static final String CAMPAIGN = "CAMPAIGN";

    /** What it says in one language. */
    public record LocalizedText(String title, String text) {}

    /** What it says in a language. */
    public LocalizedText textIn(Language language) {
      return language == Language.CHINESE ? chinese : english;
    }

    boolean isCampaign() {
      return about.equals(CAMPAIGN);
    }
  }

  /**
   * Another contact has replaced addresses of the merchant's, or he has none any more.
   *
   * @param isReplaced whether it is told at the replaced addresses; else at those that stay
   * @param ways which addresses were replaced, at least one
   */
  record ContactChanged(boolean isReplaced, List<Channel> ways) implements MerchantEvent {
    public ContactChanged {
      ways = List.copyOf(ways);
    }
  }

  /**
   * Notices have not arrived at an address of the merchant's for long, and go there no more until
   * it works again. Told at his other addresses.
   *
   * @param way which address
   */
  record AddressPaused(Channel way) implements MerchantEvent {}

  /** A paused address of the merchant's works again. Told at his other addresses. */
  record AddressRecovered(Channel way) implements MerchantEvent {}

  /**
   * How the network stops a card.
   *
   * @param forGood whether it is closed
   */
  record Stop(boolean forGood, StopCause cause) {

    /** Whether the card works again once it is renewed. */
    public boolean isEndedByRenewing() {
      return !forGood && cause.isEndedByRenewing();
    }
  }

  /** Why a card is stopped, by the contract's words. */
  enum StopCause {
    OWNER,
    NO_REAL_NAME,
    CARRIER,
    DEVICE_SEPARATED,
    DATA_CAP,
    EXPIRED,
    RISK,
    /** None was named, or one that this version does not know. */
    OTHER;

    /** Whether a card that is stopped for it works again once it is renewed. */
    public boolean isEndedByRenewing() {
      return this == DATA_CAP || this == EXPIRED;
    }

    /** Whether it says more than that the carrier stopped the card. */
    public boolean isReason() {
      return this != CARRIER && this != OTHER;
    }

    /** The cause of that name. */
    public static StopCause named(@Nullable String name) {
      for (StopCause cause : values()) {
        if (cause.name().equals(name)) {
          return cause;
        }
      }
      return OTHER;
    }
  }

  /** Whether it is no longer told, as its own end has come. */
  default boolean isOver(Instant now) {
    return this instanceof Announced news && news.endsAt() != null && !news.endsAt().isAfter(now);
  }

  /** The kind of notice that this gives. */
  default Kind kind() {
    return switch (this) {
      case Activated ignored -> Kind.ACTIVATED;
      case Reversed ignored -> Kind.REVERSED;
      case Paid ignored -> Kind.PAID;
      case PaymentFailed ignored -> Kind.PAYMENT_FAILED;
      case Underpaid ignored -> Kind.UNDERPAID;
      case Approved ignored -> Kind.APPROVED;
      case Rejected ignored -> Kind.REJECTED;
      case Mismatch ignored -> Kind.MISMATCH;
      case Delayed ignored -> Kind.DELAYED;
      case Lapsed ignored -> Kind.LAPSED;
      case Stalled ignored -> Kind.STALLED;
      case RefundDue ignored -> Kind.REFUND_DUE;
      case Refunded ignored -> Kind.REFUNDED;
      case ExpiryReminder ignored -> Kind.EXPIRY_REMINDER;
      case CarrierNotice ignored -> Kind.CARRIER_NOTICE;
      case DataUsed data -> data.usedUp() ? Kind.DATA_USED_UP : Kind.DATA_LOW;
      case CardStopped card -> card.stop().forGood() ? Kind.CARD_CLOSED : Kind.CARD_SUSPENDED;
      case CardResumed ignored -> Kind.CARD_RESUMED;
      case Announced news -> news.isCampaign() ? Kind.CAMPAIGN : Kind.ANNOUNCEMENT;
      case ContactChanged ignored -> Kind.CONTACT_CHANGED;
      case AddressPaused ignored -> Kind.ADDRESS_PAUSED;
      case AddressRecovered ignored -> Kind.ADDRESS_RECOVERED;
    };
  }
}
