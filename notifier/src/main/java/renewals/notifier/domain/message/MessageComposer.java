package renewals.notifier.domain.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;

/**
 * Words an event for one merchant: decides which text is used and which values it can name. The
 * texts themselves are in {@link MessageCatalog}.
 *
 * <p>Long because each kind of news names its values here.
 *
 * @param now the moment at which it is written: a time before it is not called still to come
 * @param longestQuote how many characters of a partner's text are quoted at most
 */
record MessageComposer(MessageCatalog words, ZoneId zone, Instant now, int longestQuote) {

  /** One that quotes whatever partners wrote. */
  MessageComposer(MessageCatalog words, ZoneId zone, Instant now) {
    this(words, zone, now, Integer.MAX_VALUE);
  }

  /** The same, but it quotes no more of partners' texts than so many characters of each. */
  MessageComposer quoting(int most) {
    return new MessageComposer(words, zone, now, most);
  }

  /** The texts of this event. */
  MessageDraft draft(NotificationTrigger cause) {
    Values values =
        new Values(words, zone, longestQuote)
            .text("tail", DisplayFormats.tail(cause.card()))
            .phrase("card", "card")
            .time("at", cause.at());
    String text = textOf(cause, values);
    return new MessageDraft(
        words.say(text + ".subject", values.known()).orElseThrow(),
        words.lines(text + ".body", values.known()),
        () -> words.ways(text + ".sms", values.known()).toList(),
        values.known());
  }

  /** The line that a message begins with. */
  String greeting(String name) {
    return words.say("greeting", new Values(words, zone).text("name", name).known()).orElseThrow();
  }

  /** The line that leads to the renewal's page. */
  String page(String link) {
    return words.say("page", new Values(words, zone).text("link", link).known()).orElseThrow();
  }

  /** The line that leads to the page of all cards of the merchant. */
  String cards(String link) {
    return words.say("cards", new Values(words, zone).text("link", link).known()).orElseThrow();
  }

  /** The lines that name card, terminal and renewal. */
  List<String> details(NotificationTrigger cause) {
    Values values =
        new Values(words, zone)
            .text("number", cause.card())
            .text("terminal", cause.terminalId())
            .text("renewal", cause.renewalId())
            .text("zone", zoneName())
            .time("at", cause.at());
    return words.lines("details", values.known());
  }

  private String zoneName() {
    String key = "zone." + zone.getId();
    return words.has(key) ? words.say(key, Map.of()).orElseThrow() : zone.getId();
  }

  /** The last line of a message. */
  String signature(String name) {
    return words.say("signature", Map.of("name", name)).orElseThrow();
  }

  /** The name of the text, once the values have what it can name. */
  private String textOf(NotificationTrigger cause, Values values) {
    return switch (cause.news()) {
      case MerchantEvent.Activated news -> {
        values.time("from", news.validFrom()).time("until", news.validUntil());
        values.text("data", DisplayFormats.data(news.dataBytes()));
        if (news.stop() != null) {
          stop(values, news.stop(), false);
          if (news.stop().isEndedByRenewing()) {
            values.phrase("stopAdvice", "renewedAdvice");
          }
          yield "activated-stopped";
        }
        // Who renews early can use his card all along: "now" would contradict the date.
        yield news.validFrom().isAfter(cause.at()) ? "extended" : "activated";
      }
      case MerchantEvent.Reversed news -> {
        String by = news.by() == null ? null : news.by().name();
        values.time("until", news.validUntil()).phrase("why", "reversedBy", by);
        values.phrase("whyBrief", "reversedByBrief", by);
        yield "reversed";
      }
      case MerchantEvent.Paid news -> {
        expected(values.money("amount", news.amount()), news.expected());
        yield "paid";
      }
      case MerchantEvent.PaymentFailed news -> {
        values.money("amount", news.tried()).quoted("reason", news.reason());
        yield "payment-failed";
      }
      case MerchantEvent.Underpaid news -> {
        values.money("amount", news.missing());
        yield "underpaid";
      }
      case MerchantEvent.Approved news -> {
        values.money("amount", news.missing());
        yield "approved";
      }
      case MerchantEvent.Rejected news -> {
        values.money("amount", news.owedBack());
        String refusal = "refusal." + news.refusal();
        values.quoted("words", news.carriersWords());
        // "no particular reason" beside the carrier's own words would contradict them
        if (news.refusal() != Refusal.OTHER || news.carriersWords() == null) {
          values.phrase("refusal", refusal).phrase("refusalBrief", refusal + ".brief");
        }
        values.phrase("advice", refusal + ".advice");
        yield "rejected";
      }
      case MerchantEvent.Mismatch news -> {
        values.money("amount", news.amount());
        values.phrase("field", "field", DisplayFormats.lastPart(news.field()));
        yield "mismatch";
      }
      case MerchantEvent.Delayed news -> {
        expected(values, news.expected());
        yield "delayed";
      }
      case MerchantEvent.Lapsed ignored -> "lapsed";
      case MerchantEvent.Stalled ignored -> "stalled";
      case MerchantEvent.RefundDue news -> {
        values.money("amount", news.amount());
        MerchantEvent.Overdue overdue = news.overdue();
        values.phrase("unlessBrief", "unlessBrief", overdue == null ? null : overdue.name());
        yield switch (overdue) {
          case LAPSED -> "refund-lapsed";
          case STALLED -> "refund-stalled";
          case null -> "refund-due";
        };
      }
      case MerchantEvent.Refunded news -> {
        values.money("amount", news.inAll());
        yield "refunded";
      }
      case MerchantEvent.ExpiryReminder news -> reminder(news, cause.at(), values);
      case MerchantEvent.CarrierNotice news -> {
        expected(values, news.expected()).phrase("state", "state", news.state());
        values.phrase("untold", "untold", whyOf(news.expected()));
        values.quoted("words", news.wordsIn(words.language()));
        yield "carrier-notice";
      }
      case MerchantEvent.DataUsed news -> data(news, values);
      case MerchantEvent.CardStopped news -> {
        stop(values, news.stop(), news.carriersWords() != null)
            .quoted("words", news.carriersWords());
        yield news.stop().forGood() ? "card-closed" : "card-suspended";
      }
      case MerchantEvent.CardResumed news -> {
        values.quoted("words", news.carriersWords());
        yield "card-resumed";
      }
      case MerchantEvent.Announced news -> {
        MerchantEvent.Announced.LocalizedText text = news.textIn(words.language());
        values.quoted("title", text.title()).quoted("words", text.text());
        values.link("more", news.link()).phrase("about", "about", news.about());
        if (news.effectiveAt().isAfter(now)) {
          values.time("from", news.effectiveAt());
        }
        values.end("until", news.endsAt());
        yield "announcement";
      }
      case MerchantEvent.ContactChanged news -> {
        values.ways("ways", news.ways());
        yield news.isReplaced() ? "contact-replaced" : "contact-changed";
      }
      case MerchantEvent.AddressPaused news -> {
        values.ways("ways", List.of(news.way()));
        yield "address-paused";
      }
      case MerchantEvent.AddressRecovered news -> {
        values.ways("ways", List.of(news.way()));
        yield "address-recovered";
      }
    };
  }

  /**
   * Why a card is stopped, and what to do: of one that is closed there is only one thing. That it
   * was the carrier who did it, and no more, is no reason.
   *
   * @param isExplained whether the carrier says why in its own words
   */
  private static Values stop(
      Values values, MerchantEvent.@Nullable Stop stop, boolean isExplained) {
    if (stop == null) {
      return values;
    }
    String key = "stop." + stop.cause();
    if (stop.cause().isReason()) {
      values.phrase("stop", key);
    }
    if (stop.cause() != MerchantEvent.StopCause.OTHER || !isExplained) {
      values.phrase("stopBrief", key + ".brief");
    }
    if (!stop.cause().isEndedByRenewing()) {
      values.phrase("unhelped", "unhelped");
    }
    return values.phrase("stopAdvice", stop.forGood() ? "closedAdvice" : key + ".advice");
  }

  private String data(MerchantEvent.DataUsed news, Values values) {
    Instant runsOut = news.runsOutAt();
    values
        .text("used", DisplayFormats.data(news.usedBytes()))
        .text("allowance", DisplayFormats.data(news.allowanceBytes()))
        .text("remaining", DisplayFormats.data(news.remainingBytes()))
        .time("asOf", news.asOf())
        .time("runsOut", runsOut != null && runsOut.isAfter(now) ? runsOut : null);
    return news.usedUp() ? "data-used-up" : "data-low";
  }

  private Values expected(Values values, @Nullable Expected expected) {
    if (expected == null) {
      return values;
    }
    Expected.ExpectedTimes times = expected.times(now);
    values.time("likely", times.likely()).time("by", times.by()).time("overdue", times.overdue());
    if (times.isTimed()) {
      values.phrase("shift", "shift", expected.why());
    } else if (times.overdue() == null) {
      values.phrase("untimed", "untimed", expected.why()).phrase("brief", "brief", expected.why());
    }
    return values.phrase("expected", "expected");
  }

  private String reminder(MerchantEvent.ExpiryReminder news, Instant at, Values values) {
    Instant until = news.validUntil();
    MerchantEvent.Lead lead = news.lead(at, now);
    values.time("until", until).end("renewBy", lead.renewBy()).about("gap", lead.gap());
    values.phrase("gapBrief", "gapBrief").phrase("caution", "caution", whyOf(news.expected()));
    if (lead.isCutOff()) {
      values.phrase("cutOff", "cutOff").phrase("cutOffBrief", "cutOffBrief");
    }
    if (until == null || until.isAfter(now)) {
      return "expires";
    }
    boolean isToCome = news.closesAt() != null && news.closesAt().isAfter(now);
    if (isToCome) {
      values.end("closes", news.closesAt()).phrase("closing", "closing");
    }
    return isToCome && news.isBeforeClosing() ? "closes" : "expired";
  }

  private static @Nullable String whyOf(@Nullable Expected expected) {
    return expected == null ? null : expected.why();
  }
}
