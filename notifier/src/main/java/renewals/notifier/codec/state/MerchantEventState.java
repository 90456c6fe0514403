package renewals.notifier.codec.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.Refusal;

/** News as part of a state value: its kind, then that kind's fields. */
final class MerchantEventState {

  private static final int SINCE_REVERSED_BY = 3;
  private static final int SINCE_CALENDAR = 4;
  private static final int SINCE_CARD_STATUS = 5;
  private static final int SINCE_REFUSALS_OWE = 7;
  private static final int SINCE_REFUNDS_MAY_END = 10;

  private MerchantEventState() {}

  static void write(StateWriter out, MerchantEvent news) {
    out.text(news.kind().name());
    switch (news) {
      case MerchantEvent.Activated it ->
          stop(out.time(it.validFrom()).time(it.validUntil()).number(it.dataBytes()), it.stop());
      case MerchantEvent.Reversed it ->
          out.time(it.at()).time(it.validUntil()).text(it.by() == null ? null : it.by().name());
      case MerchantEvent.Paid it -> expected(amount(out, it.amount()), it.expected());
      case MerchantEvent.PaymentFailed it -> amount(out, it.tried()).text(it.reason());
      case MerchantEvent.Underpaid it -> amount(out, it.missing());
      case MerchantEvent.Approved it -> amount(out, it.missing());
      case MerchantEvent.Rejected it ->
          amount(out.text(it.refusal().name()).text(it.carriersWords()), it.owedBack());
      case MerchantEvent.Mismatch it -> amount(out, it.amount()).text(it.field());
      case MerchantEvent.Delayed it -> expected(out, it.expected());
      case MerchantEvent.Lapsed ignored -> {}
      case MerchantEvent.Stalled ignored -> {}
      case MerchantEvent.RefundDue it ->
          amount(out, it.amount()).text(it.overdue() == null ? null : it.overdue().name());
      case MerchantEvent.Refunded it -> amount(out, it.inAll());
      case MerchantEvent.ExpiryReminder it ->
          expected(out.time(it.validUntil()), it.expected())
              .time(it.renewBy())
              .time(it.closesAt())
              .octet(it.isBeforeClosing() ? 1 : 0);
      case MerchantEvent.CarrierNotice it ->
          expected(out, it.expected()).text(it.carriersWords()).text(it.state());
      case MerchantEvent.DataUsed it ->
          out.number(it.usedBytes())
              .number(it.allowanceBytes())
              .time(it.periodStart())
              .time(it.asOf())
              .time(it.runsOutAt());
      case MerchantEvent.CardStopped it ->
          out.text(it.stop().cause().name()).text(it.carriersWords());
      case MerchantEvent.CardResumed it -> out.text(it.carriersWords());
      case MerchantEvent.Announced it ->
          out.text(it.announcementId())
              .number(it.revision())
              .text(it.about())
              .text(it.chinese().title())
              .text(it.chinese().text())
              .text(it.english().title())
              .text(it.english().text())
              .text(it.link())
              .time(it.effectiveAt())
              .time(it.endsAt());
      case MerchantEvent.ContactChanged ignored -> throw neverWaits(news);
      case MerchantEvent.AddressPaused ignored -> throw neverWaits(news);
      case MerchantEvent.AddressRecovered ignored -> throw neverWaits(news);
    }
  }

  static MerchantEvent read(StateReader in) {
    Kind kind = in.one(Kind.class);
    return switch (kind) {
      case ACTIVATED ->
          new MerchantEvent.Activated(
              in.time(),
              in.optionalTime(),
              in.number(),
              in.version() < SINCE_CARD_STATUS ? null : stop(in));
      case REVERSED -> reversed(in);
      case PAID -> new MerchantEvent.Paid(amount(in), expected(in));
      case PAYMENT_FAILED -> new MerchantEvent.PaymentFailed(amount(in), in.optionalText());
      case UNDERPAID -> new MerchantEvent.Underpaid(amount(in));
      case APPROVED -> new MerchantEvent.Approved(neededAmount(in));
      case REJECTED ->
          new MerchantEvent.Rejected(
              in.one(Refusal.class),
              in.optionalText(),
              in.version() < SINCE_REFUSALS_OWE ? null : amount(in));
      case MISMATCH -> mismatch(in);
      case DELAYED -> new MerchantEvent.Delayed(expected(in));
      case LAPSED -> new MerchantEvent.Lapsed();
      case STALLED -> new MerchantEvent.Stalled();
      case REFUND_DUE ->
          new MerchantEvent.RefundDue(
              amount(in),
              in.version() < SINCE_REFUNDS_MAY_END
                  ? null
                  : MerchantEvent.Overdue.named(in.optionalText()));
      case REFUNDED -> new MerchantEvent.Refunded(amount(in));
      case EXPIRY_REMINDER -> expiryReminder(in);
      case CARRIER_NOTICE -> carrierNotice(in);
      case DATA_LOW, DATA_USED_UP ->
          new MerchantEvent.DataUsed(
              kind == Kind.DATA_USED_UP,
              in.number(),
              in.number(),
              in.time(),
              in.time(),
              in.optionalTime());
      case CARD_SUSPENDED, CARD_CLOSED ->
          new MerchantEvent.CardStopped(
              new MerchantEvent.Stop(
                  kind == Kind.CARD_CLOSED, in.one(MerchantEvent.StopCause.class)),
              in.optionalText());
      case CARD_RESUMED -> new MerchantEvent.CardResumed(in.optionalText());
      case ANNOUNCEMENT, CAMPAIGN ->
          new MerchantEvent.Announced(
              in.text(),
              in.number(),
              in.text(),
              new MerchantEvent.Announced.LocalizedText(in.text(), in.text()),
              new MerchantEvent.Announced.LocalizedText(in.text(), in.text()),
              in.optionalText(),
              in.time(),
              in.optionalTime());
      case CONTACT_CHANGED, ADDRESS_PAUSED, ADDRESS_RECOVERED, DIGEST, WEBHOOK_CHALLENGE ->
          throw new IllegalStateException(
              "kind is %s, expected one of an event that can wait".formatted(kind));
    };
  }

  /** It is made of what is known of the contact, so there is one. */
  private static IllegalStateException neverWaits(MerchantEvent news) {
    return new IllegalStateException(
        "cannot happen: %s waits for no contact".formatted(news.kind()));
  }

  private static StateWriter stop(StateWriter out, MerchantEvent.@Nullable Stop stop) {
    out.octet(stop == null ? 0 : 1);
    return stop == null ? out : out.octet(stop.forGood() ? 1 : 0).text(stop.cause().name());
  }

  private static MerchantEvent.@Nullable Stop stop(StateReader in) {
    return in.octet() == 0
        ? null
        : new MerchantEvent.Stop(in.octet() != 0, in.one(MerchantEvent.StopCause.class));
  }

  private static MerchantEvent reversed(StateReader in) {
    Instant at = in.time();
    Instant validUntil = in.optionalTime();
    String by = in.version() < SINCE_REVERSED_BY ? null : in.optionalText();
    return new MerchantEvent.Reversed(
        at, by == null ? null : MerchantEvent.ReversedBy.valueOf(by), validUntil);
  }

  private static MerchantEvent expiryReminder(StateReader in) {
    Instant validUntil = in.optionalTime();
    Expected expected = isFirst(in) ? null : expected(in);
    return in.version() < SINCE_CALENDAR
        ? new MerchantEvent.ExpiryReminder(validUntil, expected)
        : new MerchantEvent.ExpiryReminder(
            validUntil, expected, in.optionalTime(), in.optionalTime(), in.octet() == 1);
  }

  private static MerchantEvent carrierNotice(StateReader in) {
    Expected expected = expected(in);
    String words = in.optionalText();
    return new MerchantEvent.CarrierNotice(expected, isFirst(in) ? null : in.optionalText(), words);
  }

  /** The first version knew of an expected time only when it is. */
  private static boolean isFirst(StateReader in) {
    return in.version() == 1;
  }

  private static MerchantEvent mismatch(StateReader in) {
    return new MerchantEvent.Mismatch(neededAmount(in), in.optionalText());
  }

  private static Amount neededAmount(StateReader in) {
    Amount amount = amount(in);
    if (amount == null) {
      throw new IllegalStateException("state value lacks an amount");
    }
    return amount;
  }

  private static StateWriter amount(StateWriter out, @Nullable Amount amount) {
    out.octet(amount == null ? 0 : 1);
    return amount == null ? out : out.number(amount.minorUnits()).text(amount.currency());
  }

  private static @Nullable Amount amount(StateReader in) {
    return in.octet() == 0 ? null : new Amount(in.number(), in.text());
  }

  private static StateWriter expected(StateWriter out, @Nullable Expected expected) {
    out.octet(expected == null ? 0 : 1);
    return expected == null
        ? out
        : out.time(expected.likely())
            .time(expected.by())
            .text(expected.basis())
            .number(expected.observations())
            .text(expected.why());
  }

  private static @Nullable Expected expected(StateReader in) {
    if (in.octet() == 0) {
      return null;
    }
    Instant likely = in.optionalTime();
    Instant by = in.optionalTime();
    return isFirst(in)
        ? new Expected(likely, by, null, 0, null)
        : new Expected(likely, by, in.optionalText(), in.number(), in.optionalText());
  }
}
