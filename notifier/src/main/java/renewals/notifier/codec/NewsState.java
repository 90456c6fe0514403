package renewals.notifier.codec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.News;
import renewals.notifier.domain.Refusal;

/** News as part of a state value: its kind, then that kind's fields. */
final class NewsState {

  private static final int SINCE_REVERSED_BY = 3;

  private NewsState() {}

  static void write(Pack out, News news) {
    out.text(news.kind().name());
    switch (news) {
      case News.Activated it ->
          out.time(it.validFrom()).time(it.validUntil()).number(it.dataBytes());
      case News.Reversed it ->
          out.time(it.at()).time(it.validUntil()).text(it.by() == null ? null : it.by().name());
      case News.Paid it -> expected(amount(out, it.amount()), it.expected());
      case News.PaymentFailed it -> amount(out, it.tried()).text(it.reason());
      case News.Underpaid it -> amount(out, it.missing());
      case News.Rejected it -> out.text(it.refusal().name()).text(it.carriersWords());
      case News.Mismatch it -> amount(out, it.amount()).text(it.field());
      case News.Delayed it -> expected(out, it.expected());
      case News.Lapsed ignored -> {}
      case News.Stalled ignored -> {}
      case News.RefundDue it -> amount(out, it.amount());
      case News.Refunded it -> amount(out, it.inAll());
      case News.ExpiryReminder it -> expected(out.time(it.validUntil()), it.expected());
      case News.CarrierNotice it ->
          expected(out, it.expected()).text(it.carriersWords()).text(it.state());
    }
  }

  static News read(Unpack in) {
    return switch (in.one(Kind.class)) {
      case ACTIVATED -> new News.Activated(in.time(), in.optionalTime(), in.number());
      case REVERSED -> reversed(in);
      case PAID -> new News.Paid(amount(in), expected(in));
      case PAYMENT_FAILED -> new News.PaymentFailed(amount(in), in.optionalText());
      case UNDERPAID -> new News.Underpaid(amount(in));
      case REJECTED -> new News.Rejected(in.one(Refusal.class), in.optionalText());
      case MISMATCH -> mismatch(in);
      case DELAYED -> new News.Delayed(expected(in));
      case LAPSED -> new News.Lapsed();
      case STALLED -> new News.Stalled();
      case REFUND_DUE -> new News.RefundDue(amount(in));
      case REFUNDED -> new News.Refunded(amount(in));
      case EXPIRY_REMINDER ->
          new News.ExpiryReminder(in.optionalTime(), isFirst(in) ? null : expected(in));
      case CARRIER_NOTICE -> carrierNotice(in);
    };
  }

  private static News reversed(Unpack in) {
    Instant at = in.time();
    Instant validUntil = in.optionalTime();
    String by = in.version() < SINCE_REVERSED_BY ? null : in.optionalText();
    return new News.Reversed(at, by == null ? null : News.ReversedBy.valueOf(by), validUntil);
  }

  private static News carrierNotice(Unpack in) {
    Expected expected = expected(in);
    String words = in.optionalText();
    return new News.CarrierNotice(expected, isFirst(in) ? null : in.optionalText(), words);
  }

  /** The first version knew of an expected time only when it is. */
  private static boolean isFirst(Unpack in) {
    return in.version() == 1;
  }

  private static News mismatch(Unpack in) {
    Amount amount = amount(in);
    if (amount == null) {
      throw new IllegalStateException("state value lacks an amount");
    }
    return new News.Mismatch(amount, in.optionalText());
  }

  private static Pack amount(Pack out, @Nullable Amount amount) {
    out.octet(amount == null ? 0 : 1);
    return amount == null ? out : out.number(amount.minorUnits()).text(amount.currency());
  }

  private static @Nullable Amount amount(Unpack in) {
    return in.octet() == 0 ? null : new Amount(in.number(), in.text());
  }

  private static Pack expected(Pack out, @Nullable Expected expected) {
    out.octet(expected == null ? 0 : 1);
    return expected == null
        ? out
        : out.time(expected.likely())
            .time(expected.by())
            .text(expected.basis())
            .number(expected.observations())
            .text(expected.why());
  }

  private static @Nullable Expected expected(Unpack in) {
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
