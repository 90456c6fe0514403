package renewals.notifier.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** English, for every locale that is not Chinese. */
record EnglishWording() implements Wording {

  @Override
  public Draft draft(Cause cause, ZoneId zone) {
    String card = cause.card() == null ? "Card" : "Card " + Figures.tail(cause.card());
    return switch (cause.news()) {
      case News.Activated news -> activated(news, card, zone);
      case News.Reversed news -> reversed(news, card, zone);
      case News.Paid news -> paid(news, card, zone);
      case News.PaymentFailed news -> paymentFailed(news, card);
      case News.Underpaid news -> underpaid(news, card);
      case News.Rejected news -> rejected(news, card);
      case News.Mismatch news -> mismatch(news, card);
      case News.Delayed news ->
          new Draft(
              card + ": review is delayed",
              List.of(
                  "Your renewal is paid, but the carrier's review takes longer than usual. We are pressing for it."
                      + expected(news.expected(), zone),
                  "You need not pay again."),
              card + ": review is delayed. Please don't pay again.");
      case News.Lapsed ignored ->
          new Draft(
              card + ": renewal not paid in time",
              List.of(
                  "The full amount did not arrive in time, so this renewal has been put aside.",
                  "If you pay now, it goes on by itself."),
              card + ": not paid in time. Pay now to go on.");
      case News.Stalled ignored ->
          new Draft(
              card + ": renewal is stuck",
              List.of(
                  "Your renewal is paid, but the carrier has not answered for a long time. A person is looking into it.",
                  "If you do not want to wait, ask your payment channel for a refund."),
              card + ": no answer from the carrier, we look into it.");
      case News.RefundDue news -> refundDue(news, card);
      case News.ExpiryReminder news -> expiry(news, cause.at(), card, zone);
      case News.CarrierNotice news -> carrierNotice(news, card, zone);
    };
  }

  @Override
  public String greeting(String name) {
    return name.isEmpty() ? "Hello," : "Hello " + name + ",";
  }

  @Override
  public String page(String link) {
    return "See at any time how it stands: " + link;
  }

  @Override
  public List<String> details(Cause cause, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    add(lines, "Card: ", cause.card());
    add(lines, "Terminal: ", cause.terminalId());
    add(lines, "Renewal: ", cause.renewalId());
    lines.add(
        "Time: "
            + Figures.time(cause.at(), zone)
            + " (all times in this message are "
            + zone.getId()
            + ")");
    return lines;
  }

  private static void add(List<String> lines, String label, @Nullable String value) {
    if (value != null) {
      lines.add(label + value);
    }
  }

  private static Draft activated(News.Activated news, String card, ZoneId zone) {
    Instant until = news.validUntil();
    String from = Figures.time(news.validFrom(), zone);
    String data = Figures.data(news.dataBytes());
    String end = until == null ? "" : " until " + Figures.time(until, zone);
    return new Draft(
        card + " can be used",
        List.of(
            "The renewal is done and your data card can be used now.",
            "Valid from: " + from + end,
            "Data: " + data),
        card + " can be used" + end + ", data " + data + ".");
  }

  private static Draft reversed(News.Reversed news, String card, ZoneId zone) {
    Instant until = news.validUntil();
    return new Draft(
        card + ": renewal taken back",
        List.of(
            "After a refund, or because the carrier withdrew its approval, this renewal has been taken back.",
            until == null
                ? "The card has no validity left."
                : "The card is now valid until " + Figures.time(until, zone) + ".",
            "If this surprises you, ask your payment channel."),
        card
            + ": renewal taken back, "
            + (until == null ? "no validity left." : "valid until " + Figures.time(until, zone)));
  }

  private static Draft paid(News.Paid news, String card, ZoneId zone) {
    String amount = news.amount() == null ? "Your payment" : money(news.amount());
    Instant by = news.expected() == null ? null : news.expected().by();
    return new Draft(
        card + ": payment received",
        List.of(
            amount
                + " has been received. The carrier's review is next."
                + expected(news.expected(), zone),
            "You will hear from us as soon as the card can be used."),
        card
            + ": paid, "
            + (by == null ? "waiting for the carrier." : "usable by " + Figures.time(by, zone)));
  }

  private static Draft paymentFailed(News.PaymentFailed news, String card) {
    String amount = news.tried() == null ? "" : " of " + money(news.tried());
    List<String> lines = new ArrayList<>(List.of("Your payment" + amount + " did not go through."));
    if (news.reason() != null) {
      lines.add("The payment channel says: " + Scrub.numbers(news.reason()));
    }
    lines.add("Please check the account you paid from and pay again.");
    return new Draft(
        card + ": payment failed", lines, card + ": payment failed. Please pay again.");
  }

  private static Draft underpaid(News.Underpaid news, String card) {
    String missing = news.missing() == null ? "Part of the amount" : money(news.missing());
    return new Draft(
        card + ": amount incomplete",
        List.of(
            missing + " is still missing for your renewal.",
            "It goes on by itself when the rest is paid."),
        card + ": " + missing + " still missing.");
  }

  private static Draft rejected(News.Rejected news, String card) {
    EnglishAdvice advice = EnglishAdvice.of(news.refusal());
    List<String> lines =
        new ArrayList<>(
            List.of("The carrier has not approved this renewal.", "Reason: " + advice.reason()));
    if (news.carriersWords() != null) {
      lines.add("The carrier says: " + Scrub.numbers(news.carriersWords()));
    }
    lines.add("What you can do: " + advice.action());
    return new Draft(
        card + ": renewal not approved", lines, card + " not renewed: " + advice.brief() + ".");
  }

  private static Draft mismatch(News.Mismatch news, String card) {
    String amount = money(news.amount());
    return new Draft(
        card + ": a payment does not fit",
        List.of(
            "A payment of "
                + amount
                + " came in that does not fit your renewal ("
                + field(news.field())
                + "). It has not been counted.",
            "Please ask the payment channel that took it to correct or refund it."),
        card + ": a payment of " + amount + " does not fit.");
  }

  private static String field(@Nullable String field) {
    return switch (Figures.lastPart(field)) {
      case "channelId" -> "it was paid through another channel";
      case "currency" -> "it is in another currency";
      default -> "its details differ from the order";
    };
  }

  private static Draft refundDue(News.RefundDue news, String card) {
    String amount = news.amount() == null ? "Some money" : money(news.amount());
    return new Draft(
        card + ": money is owed to you",
        List.of(
            amount + " is to be paid back to you.",
            "The payment channel returns it the way it came; if it takes long, please ask there."),
        card + ": " + amount + " will be refunded.");
  }

  private static Draft expiry(News.ExpiryReminder news, Instant at, String card, ZoneId zone) {
    Instant until = news.validUntil();
    String when = until == null ? "soon" : Figures.time(until, zone);
    boolean over = until != null && !until.isAfter(at);
    return over
        ? new Draft(
            card + " has expired",
            List.of(
                "Your data card expired at " + when + "; your terminal may be offline.",
                "Please renew it soon."),
            card + " expired " + when + ". Please renew.")
        : new Draft(
            card + " expires soon",
            List.of(
                "Your data card expires at " + when + ".",
                "If you renew early, the new period begins where the old one ends: no day is lost."),
            card + " expires " + when + ". Please renew.");
  }

  private static Draft carrierNotice(News.CarrierNotice news, String card, ZoneId zone) {
    Instant by = news.expected() == null ? null : news.expected().by();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "The state of the carrier's network or systems has changed, and with it the time your card will be usable."));
    lines.add(
        by == null
            ? "Nobody can name a time at present; it will be done as soon as they are back."
            : expected(news.expected(), zone).strip());
    if (news.carriersWords() != null) {
      lines.add("The carrier says: " + Scrub.numbers(news.carriersWords()));
    }
    return new Draft(
        card + ": new expected time",
        lines,
        card
            + ": "
            + (by == null
                ? "carrier trouble, time unknown."
                : "now usable by " + Figures.time(by, zone)));
  }

  private static String expected(@Nullable Expected expected, ZoneId zone) {
    if (expected == null) {
      return "";
    }
    Instant likely = expected.likely();
    Instant by = expected.by();
    return (likely == null ? "" : " Likely usable at " + Figures.time(likely, zone) + ".")
        + (by == null
            ? ""
            : " At the latest, in nine cases out of ten, at " + Figures.time(by, zone) + ".");
  }

  private static String money(Amount amount) {
    return amount.currency() + " " + amount.figure();
  }
}
