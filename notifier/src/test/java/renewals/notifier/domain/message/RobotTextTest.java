package renewals.notifier.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.notifier.codec.json.WebhookPayload;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;

/** What a robot says fits every provider, and says so where something is left out. */
class RobotTextTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final String LONG = "卡".repeat(500);
  private static final String LINK = "https://renewals.example.com/r/R1?t=" + "x".repeat(220);
  private static final String SHORTENED_ZH = "（对方原文较长，这里只引用了一部分。）";

  private static final NoticeComposer COMPOSER =
      new NoticeComposer(
          Map.of(Language.CHINESE, "十二个字的签名十二个字啊", Language.ENGLISH, "Twelve chars"),
          new PageLinks() {
            @Override
            public Optional<String> to(String renewalId, Instant at) {
              return Optional.of(LINK);
            }

            @Override
            public Optional<String> toMerchant(String merchantId, Instant at) {
              return Optional.of(LINK);
            }
          });

  /** All news with the longest of what partners may write. */
  static Stream<Arguments> longestNews() {
    return Stream.of(Language.values())
        .flatMap(
            language ->
                Stream.concat(
                        Stream.concat(TextTest.everyNews().stream(), TextTest.everyStop().stream()),
                        Stream.of(
                            new MerchantEvent.PaymentFailed(null, LONG),
                            new MerchantEvent.Rejected(Refusal.REAL_NAME_MISSING, LONG, null),
                            new MerchantEvent.CarrierNotice(null, "MAINTENANCE", LONG),
                            new MerchantEvent.CardResumed(LONG),
                            new MerchantEvent.CardStopped(
                                new MerchantEvent.Stop(false, MerchantEvent.StopCause.NO_REAL_NAME),
                                LONG),
                            announced(LONG, "https://news.example/" + "x".repeat(1979)),
                            announced("😀".repeat(250), null)))
                    .map(news -> Arguments.of(language, news)));
  }

  @ParameterizedTest
  @MethodSource("longestNews")
  void shouldFitEveryProviderWithTheLongestValues(Language language, MerchantEvent news) {
    Text text = text(language, news);

    assertThat(bytes(text.robot())).isLessThanOrEqualTo(Text.ROBOT_BYTES);
    assertThat(text.robot()).endsWith(language == Language.CHINESE ? "】" : "Twelve chars");
  }

  @ParameterizedTest
  @MethodSource("longestNews")
  void shouldSaySoWhereverSomethingIsLeftOut(Language language, MerchantEvent news) {
    Text text = text(language, news);
    String whole = text.subject() + "\n\n" + text.body();

    if (bytes(whole) <= Text.ROBOT_BYTES) {
      assertThat(text.robot()).isEqualTo(whole);
    } else {
      assertThat(text.robot())
          .contains("…")
          .contains(
              language == Language.CHINESE
                  ? SHORTENED_ZH
                  : "(What others wrote was too long: only a part is quoted here.)");
    }
  }

  @Test
  void shouldLeadToThePage() {
    assertThat(text(Language.CHINESE, new MerchantEvent.Lapsed()).robot())
        .contains("随时查看进度：" + LINK + "\n");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void shouldListOfADigestWhatFitsAndCountTheRest(Language language) {
    List<NotificationTrigger> many =
        IntStream.range(0, 250)
            .mapToObj(n -> cause(n % 9 == 0 ? announced(LONG, null) : new MerchantEvent.Lapsed()))
            .toList();
    String said = digest(language, many);

    long listed =
        said.lines().filter(line -> line.startsWith("· ") || line.startsWith("- ")).count();
    assertThat(bytes(said)).isLessThanOrEqualTo(Text.ROBOT_BYTES);
    assertThat(listed).isGreaterThan(10);
    assertThat(said)
        .contains(
            language == Language.CHINESE
                ? "另有 %d 条未列出。".formatted(250 - listed)
                : "and %d more that are not listed here.".formatted(250 - listed))
        .contains(LINK);
  }

  @Test
  void shouldListAllOfADigestThatFits() {
    List<NotificationTrigger> few =
        List.of(cause(new MerchantEvent.Lapsed()), cause(new MerchantEvent.Lapsed()));

    assertThat(digest(Language.CHINESE, few)).doesNotContain("未列出").contains("· ");
  }

  private static String digest(Language language, List<NotificationTrigger> triggers) {
    return COMPOSER
        .compose(
            Digest.ofDay("M-1", LocalDate.of(2026, 3, 2), AT, triggers),
            contact(language),
            List.of(Channel.ROBOT),
            new WebhookPayload(),
            AT)
        .getFirst()
        .body();
  }

  private static MerchantEvent announced(String words, @Nullable String link) {
    MerchantEvent.Announced.LocalizedText text =
        new MerchantEvent.Announced.LocalizedText(words, words);
    return new MerchantEvent.Announced("A1", 3, "FEES", text, text, link, AT, AT.plusSeconds(60));
  }

  private static Text text(Language language, MerchantEvent news) {
    return COMPOSER.text(cause(news), contact(language), AT);
  }

  private static NotificationTrigger cause(MerchantEvent news) {
    return new NotificationTrigger(
        "R1/u3", "M-1", "R".repeat(64), "T".repeat(64), "898600…4146", "cmcc", AT, news);
  }

  private static Contact contact(Language language) {
    return new Contact(
        "M-1", "店".repeat(500), language, ZoneId.of("Asia/Shanghai"), null, null, null, null);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
