package renewals.notifier.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;

/** The document of all texts says what the catalogue gives. */
class TextsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "texts.md");
  private static final Path GIVEN = Path.of("target", "texts.md");

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-04-02T02:32:00Z");
  private static final Amount PRICE = new Amount(5000, "CNY");
  private static final long DATA = 30_000_000_000L;
  private static final Expected BOTH = expected(Duration.ofHours(1), Duration.ofHours(2), null);
  private static final NoticeComposer COMPOSER =
      new NoticeComposer(
          Map.of(Language.CHINESE, "流量卡续费", Language.ENGLISH, "Renewals"),
          (renewalId, at) -> Optional.of("https://pay.example/r/" + renewalId));

  private static final List<NotificationTrigger> SEVERAL =
      List.of(
          cause(new MerchantEvent.Paid(PRICE, BOTH)),
          cause(new MerchantEvent.Activated(AT, UNTIL, DATA, null)),
          cause(used(24_100_000_000L, UNTIL)));

  private static final NoticeComposer.Payloads NO_WEBHOOKS =
      new NoticeComposer.Payloads() {
        @Override
        public String of(
            String noticeId, NotificationTrigger cause, Contact contact, Text text, Instant now) {
          throw new IllegalStateException("no webhook is written here");
        }

        @Override
        public String of(
            String noticeId, Digest digest, Contact contact, List<String> subjects, Text text) {
          throw new IllegalStateException("no webhook is written here");
        }
      };

  @Test
  void shouldHaveEveryTextAsItIsSent() throws IOException {
    String given = document();
    Files.createDirectories(GIVEN.getParent());
    Files.writeString(GIVEN, given);

    assertThat(Files.readString(DOCUMENT))
        .as("docs/texts.md; what it has to be stands in notifier/target/texts.md now")
        .isEqualTo(given);
  }

  @Test
  void shouldHaveASituationOfEveryKind() {
    assertThat(situations().values())
        .extracting(MerchantEvent::kind)
        .containsAll(EnumSet.complementOf(EnumSet.of(Kind.DIGEST, Kind.WEBHOOK_CHALLENGE)));
  }

  private static Map<String, MerchantEvent> situations() {
    Map<String, MerchantEvent> all = new LinkedHashMap<>();
    all.put("usable now", new MerchantEvent.Activated(AT, UNTIL, DATA, null));
    all.put(
        "renewed while the card still works",
        new MerchantEvent.Activated(AT.plus(Duration.ofDays(7)), UNTIL, DATA, null));
    all.put(
        "renewed, but the card is stopped",
        new MerchantEvent.Activated(
            AT, UNTIL, DATA, new MerchantEvent.Stop(false, MerchantEvent.StopCause.NO_REAL_NAME)));
    all.put(
        "the money went back",
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REFUND, null));
    all.put(
        "the carrier withdrew its approval, an earlier period is left",
        new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REVIEW, UNTIL));
    all.put("both times are known", new MerchantEvent.Paid(PRICE, BOTH));
    all.put(
        "the carrier is down, nobody knows until when",
        new MerchantEvent.Paid(PRICE, expected(null, null, "OUTAGE_OPEN_END")));
    all.put("no time is known", new MerchantEvent.Paid(PRICE, expected(null, null, null)));
    all.put("with the channel's reason", new MerchantEvent.PaymentFailed(PRICE, "余额不足"));
    all.put("a part is missing", new MerchantEvent.Underpaid(new Amount(1200, "CNY")));
    all.put("only the payment is missing", new MerchantEvent.Approved(PRICE));
    for (Refusal refusal : Refusal.values()) {
      all.put(refusal.toString(), new MerchantEvent.Rejected(refusal, null, null));
    }
    all.put(
        "what was paid goes back", new MerchantEvent.Rejected(Refusal.CARD_NOT_FOUND, null, PRICE));
    all.put(
        "in the carrier's own words", new MerchantEvent.Rejected(Refusal.OTHER, "该号码已列入黑名单", null));
    all.put("another amount than asked for", new MerchantEvent.Mismatch(PRICE, "amount.currency"));
    all.put("late, both times are known", new MerchantEvent.Delayed(BOTH));
    all.put(
        "late, as the carrier is under maintenance",
        new MerchantEvent.Delayed(
            expected(Duration.ofHours(1), Duration.ofHours(2), "MAINTENANCE")));
    all.put("not paid in time", new MerchantEvent.Lapsed());
    all.put("the carrier says nothing", new MerchantEvent.Stalled());
    all.put("too much was paid", new MerchantEvent.RefundDue(PRICE));
    all.put(
        "the rest was not paid in time",
        new MerchantEvent.RefundDue(PRICE, MerchantEvent.Overdue.LAPSED));
    all.put(
        "the carrier has not answered",
        new MerchantEvent.RefundDue(PRICE, MerchantEvent.Overdue.STALLED));
    all.put("all was paid back", new MerchantEvent.Refunded(PRICE));
    all.put("it expires soon", new MerchantEvent.ExpiryReminder(UNTIL, BOTH, UNTIL, null, false));
    all.put(
        "it has expired and is closed soon",
        new MerchantEvent.ExpiryReminder(AT, BOTH, null, UNTIL, true));
    all.put("it has expired", new MerchantEvent.ExpiryReminder(AT, BOTH));
    all.put(
        "the carrier is under maintenance, in its own words",
        new MerchantEvent.CarrierNotice(BOTH, "MAINTENANCE", "系统升级，审核顺延。"));
    all.put("the carrier works again", new MerchantEvent.CarrierNotice(BOTH, "NORMAL", null));
    all.put("most data is used", used(24_100_000_000L, UNTIL));
    all.put("all data is used", new MerchantEvent.DataUsed(true, DATA, DATA, AT, AT, null));
    for (MerchantEvent.StopCause cause : MerchantEvent.StopCause.values()) {
      all.put(
          cause.toString(),
          new MerchantEvent.CardStopped(new MerchantEvent.Stop(false, cause), null));
    }
    all.put(
        "closed for good",
        new MerchantEvent.CardStopped(
            new MerchantEvent.Stop(true, MerchantEvent.StopCause.EXPIRED), null));
    all.put("it works again", new MerchantEvent.CardResumed(null));
    all.put(
        "fees change",
        announced(
            "FEES",
            new MerchantEvent.Announced.LocalizedText("资费调整", "自 4 月 2 日起，流量卡月租由 50 元调整为 55 元。"),
            new MerchantEvent.Announced.LocalizedText(
                "Fees change", "From 2 April a month of the data card costs CNY 55 instead of 50."),
            UNTIL,
            null));
    all.put(
        "told from 08:00 to 22:00 only",
        announced(
            "CAMPAIGN",
            new MerchantEvent.Announced.LocalizedText("续费一年送一个月", "活动期间续费一年，加送一个月。"),
            new MerchantEvent.Announced.LocalizedText(
                "A month on top of a year", "Renew for a year and get a month on top."),
            AT,
            UNTIL));
    all.put(
        "told at the address that was replaced",
        new MerchantEvent.ContactChanged(true, List.of(Channel.EMAIL)));
    all.put(
        "told at an address that stays",
        new MerchantEvent.ContactChanged(false, List.of(Channel.SMS, Channel.EMAIL)));
    all.put("told at the others", new MerchantEvent.AddressPaused(Channel.WEBHOOK));
    all.put("at the others, too", new MerchantEvent.AddressRecovered(Channel.WEBHOOK));
    return all;
  }

  private static MerchantEvent announced(
      String about,
      MerchantEvent.Announced.LocalizedText chinese,
      MerchantEvent.Announced.LocalizedText english,
      Instant effectiveAt,
      @Nullable Instant endsAt) {
    return new MerchantEvent.Announced(
        "A1", 0, about, chinese, english, "https://pay.example/news", effectiveAt, endsAt);
  }

  private static MerchantEvent used(long bytes, Instant runsOut) {
    return new MerchantEvent.DataUsed(false, bytes, DATA, AT, AT, runsOut);
  }

  private static String document() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# Texts",
                "",
                "Every text of the notices as it is sent, made from the catalogue (`words_en.properties`,"
                    + " `words_zh.properties`); a test compares. Terminal",
                "T-77, renewal R1, told on 2 March 2026 at 10:00 Beijing time. An SMS has at most 70"
                    + " characters with its signature; its length stands behind it. A robot says subject"
                    + " and mail as one message, of a long digest what fits.",
                "That each fits with the longest values that the contract allows is"
                    + " [a test of its own](../notifier/src/test/java/renewals/notifier/domain/message/TextTest.java)."));
    situations()
        .forEach(
            (what, news) -> {
              lines.addAll(List.of("", "## %s: %s".formatted(news.kind(), what), ""));
              lines.addAll(table(texts(news)));
            });
    lines.addAll(List.of("", "## DIGEST: what wasn't urgent, once a day", ""));
    lines.addAll(table(digests(Digest.ofDay("M1", LocalDate.of(2026, 3, 2), AT, SEVERAL))));
    lines.addAll(List.of("", "## DIGEST: what holds, at an address that is new", ""));
    lines.addAll(table(digests(Digest.ofNewAddress("M1", "contact/M1/2", AT, SEVERAL))));
    return String.join("\n", lines) + "\n";
  }

  /** What each language's text is. */
  private record Said(String subject, String body, String sms) {}

  private static List<Said> texts(MerchantEvent news) {
    return Arrays.stream(Language.values())
        .map(language -> COMPOSER.text(cause(news), contact(language), AT))
        .map(text -> new Said(text.subject(), text.body(), text.sms()))
        .toList();
  }

  private static List<Said> digests(Digest digest) {
    return Arrays.stream(Language.values())
        .map(
            language -> {
              List<Notice> notices =
                  COMPOSER.compose(
                      digest,
                      contact(language),
                      List.of(Channel.EMAIL, Channel.SMS),
                      NO_WEBHOOKS,
                      AT);
              return new Said(
                  notices.getFirst().subject(),
                  notices.getFirst().body(),
                  notices.getLast().body());
            })
        .toList();
  }

  private static List<String> table(List<Said> said) {
    String heads = String.join(" | ", Arrays.stream(Language.values()).map(Language::tag).toList());
    return List.of(
        "| | %s |".formatted(heads),
        "|---|" + "---|".repeat(said.size()),
        row("subject", said.stream().map(Said::subject).toList()),
        row("mail", said.stream().map(Said::body).toList()),
        row(
            "SMS",
            said.stream().map(one -> "%s (%d)".formatted(one.sms(), one.sms().length())).toList()));
  }

  private static String row(String what, List<String> texts) {
    List<String> cells = texts.stream().map(text -> text.strip().replace("\n", "<br>")).toList();
    return "| %s | %s |".formatted(what, String.join(" | ", cells));
  }

  private static Expected expected(
      @Nullable Duration likely, @Nullable Duration by, @Nullable String why) {
    return new Expected(
        likely == null ? null : AT.plus(likely),
        by == null ? null : AT.plus(by),
        "carrier",
        42,
        why);
  }

  private static Contact contact(Language language) {
    return new Contact(
        "M1",
        language == Language.CHINESE ? "老王小吃店" : "Wang's Noodles",
        language,
        ZoneId.of("Asia/Shanghai"),
        "+8613800000000",
        "a@b.cn",
        null,
        null);
  }

  private static NotificationTrigger cause(MerchantEvent news) {
    if (news instanceof MerchantEvent.Announced) {
      return new NotificationTrigger("A1/0/M1", "M1", null, null, null, null, AT, news);
    }
    return new NotificationTrigger("R1/u3", "M1", "R1", "T-77", "898600…4146", "cmcc", AT, news);
  }
}
