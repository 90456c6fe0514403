package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.QuietHours;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** What has a link goes to a webhook address only once that has answered a signed test event. */
class WebhookChallengeTest {

  private static final String URL = "https://hooks.example.com/renewals";
  private static final String OTHER = "https://hooks.example.org/other";
  private static final String CHALLENGE = "address/M-1001/WEBHOOK/[A-Za-z0-9_-]{16}/challenge";

  private static final Map<String, String> LINKED =
      Map.of(
          "page.base.url",
          "https://example.com",
          "page.link.secret",
          "0123456789abcdef0123456789abcdef");

  private Bench bench = new Bench(LINKED);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldAskAnAddressAsSoonAsTheContactComes() throws Exception {
    bench.give(hook(URL, "wang"));

    NoticeDue due = onlyDue();
    assertThat(due.getNoticeId()).matches(CHALLENGE + "/WEBHOOK");
    assertThat(due.getTarget()).isEqualTo(URL);
    assertThat(due.getSecretRef()).isEqualTo("wang");
    JsonNode payload = new ObjectMapper().readTree(due.getBody());
    assertThat(payload.path("type").asText()).isEqualTo("renewal.webhook_challenge");
    assertThat(payload.path("data").fieldNames())
        .toIterable()
        .containsExactly("noticeId", "cause", "kind", "merchantId");
  }

  @Test
  void shouldSendWhatHasALinkOnlyOnceTheAddressHasAnswered() {
    bench.give(hook(URL, "wang"));
    NoticeDue challenge = onlyDue();
    bench.tell(activated("R1"));
    bench.tell(activated("R2"));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(
            tuple("R1/1/ACTIVATED/WEBHOOK", ReceiptState.HELD, unproven()),
            tuple("R2/1/ACTIVATED/WEBHOOK", ReceiptState.HELD, unproven()));

    bench.answer(result(challenge, SendOutcome.DELIVERED));

    List<NoticeDue> released = bench.due();
    assertThat(released)
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/WEBHOOK", "R2/1/ACTIVATED/WEBHOOK");
    assertThat(released).allMatch(due -> due.getBody().contains("https://example.com/r/R"));
    bench.answer(result(released.getFirst(), SendOutcome.DELIVERED));
    bench.tell(activated("R3"));
    assertThat(onlyDue().getNoticeId()).as("from now on").isEqualTo("R3/1/ACTIVATED/WEBHOOK");
    assertThat(bench.counts.of(Counts.Event.WEBHOOK_CHALLENGED)).isEqualTo(1);
    assertThat(bench.counts.of(Counts.Event.WEBHOOK_PROVEN)).isEqualTo(1);
  }

  @Test
  void shouldReleaseOnceWhatWaitedThoughTheProcessEndsInBetween() {
    bench.give(hook(URL, "wang"));
    NoticeDue challenge = onlyDue();
    bench.tell(activated("R1"));
    bench.restart();
    bench.tell(activated("R1"));
    assertThat(bench.due()).isEmpty();

    bench.answer(result(challenge, SendOutcome.DELIVERED));
    bench.answer(result(challenge, SendOutcome.DELIVERED));
    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/WEBHOOK");
    bench.restart();
    bench.answer(result(challenge, SendOutcome.DELIVERED));
    bench.give(hook(URL, "wang"));

    assertThat(bench.due()).isEmpty();
    assertThat(bench.sizeOf(Nodes.ADDRESSES_STORE)).as("the mark alone").isEqualTo(1);
  }

  /** Another merchant's id may begin with this one's: M-1001 and M-10010. */
  @Test
  void shouldForgetNothingOfAnotherMerchantWhenAnAddressAnswers() {
    MerchantContact other = hook(OTHER, "wang");
    other.setMerchantId("M-10010");
    bench.give(other);
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));

    bench.give(hook(URL, "wang"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));

    assertThat(bench.sizeOf(Nodes.ADDRESSES_STORE)).as("a mark each").isEqualTo(2);
  }

  @Test
  void shouldAskAgainAsOftenAsANoticeIsTried() {
    bench.give(hook(URL, "wang"));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.tell(activated("R1"));
    bench.restart();
    bench.pass(Duration.ofSeconds(10));

    NoticeDue second = onlyDue();
    assertThat(second.getNoticeId()).matches(CHALLENGE + "/WEBHOOK");
    assertThat(second.getAttempt()).isEqualTo(2);
    bench.answer(result(second, SendOutcome.DELIVERED));
    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/WEBHOOK");
  }

  @Test
  void shouldHaveAChangedAddressProveItselfAnewWhateverTheFirstAnswers() {
    bench.give(hook(URL, "wang"));
    NoticeDue first = onlyDue();
    bench.tell(activated("R1"));
    bench.give(hook(OTHER, "wang"));
    NoticeDue second = onlyDue();
    assertThat(second.getTarget()).isEqualTo(OTHER);
    assertThat(second.getNoticeId()).isNotEqualTo(first.getNoticeId());

    bench.answer(result(first, SendOutcome.DELIVERED));
    assertThat(bench.due()).isEmpty();
    bench.answer(result(second, SendOutcome.DELIVERED));
    NoticeDue released = onlyDue();
    assertThat(released.getTarget()).isEqualTo(OTHER);
    bench.answer(result(released, SendOutcome.DELIVERED));

    bench.give(hook(URL, "wang"));
    assertThat(bench.due())
        .as("the address before has lost its mark; the proven one is told that it is replaced")
        .extracting(NoticeDue::getKind, NoticeDue::getTarget)
        .containsExactlyInAnyOrder(
            tuple("WEBHOOK_CHALLENGE", URL), tuple("CONTACT_CHANGED", OTHER));
  }

  @Test
  void shouldNotRetryAtANewAddressWhatWasComposedForAProvenOne() {
    bench.give(hook(URL, "wang"));
    bench.answer(result(onlyDue(), SendOutcome.DELIVERED));
    bench.tell(activated("R1"));
    bench.answer(result(onlyDue(), SendOutcome.FAILED));
    bench.give(hook(OTHER, "wang"));
    NoticeDue challenge =
        bench.due().stream().filter(due -> due.getTarget().equals(OTHER)).findFirst().get();
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.due()).noneMatch(due -> due.getNoticeId().startsWith("R1/"));

    bench.answer(result(challenge, SendOutcome.DELIVERED));
    NoticeDue again = onlyDue();
    assertThat(again.getNoticeId()).isEqualTo("R1/1/ACTIVATED/WEBHOOK");
    assertThat(again.getTarget()).isEqualTo(OTHER);
    assertThat(again.getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldGiveUpWhatWaitsWithTheReasonForWhichTheAddressDidNotAnswer() {
    bench.give(hook(URL, "wang"));
    NoticeDue challenge = onlyDue();
    bench.tell(activated("R1"));
    bench.receipts();
    NoticeResult gone = result(challenge, SendOutcome.REFUSED);
    gone.setReason("HTTP_410: gone");
    bench.answer(gone);

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getCause, NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(
            tuple(causeOf(challenge), ReceiptState.UNDELIVERABLE, "HTTP_410: gone"),
            tuple("R1/1/ACTIVATED", ReceiptState.UNDELIVERABLE, "HTTP_410: gone"));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofDays(1));
    assertThat(bench.due()).as("nothing is left that would be asked for").isEmpty();

    bench.tell(activated("R2"));
    NoticeDue anew = onlyDue();
    assertThat(anew.getNoticeId()).as("news is worth another").isEqualTo(challenge.getNoticeId());
    assertThat(anew.getAttempt()).as("senders remember what came of the first").isEqualTo(2);
    bench.receipts();
    bench.answer(result(anew, SendOutcome.DELIVERED));
    assertThat(onlyDue().getNoticeId()).isEqualTo("R2/1/ACTIVATED/WEBHOOK");
    assertThat(bench.sizeOf(Nodes.UNDELIVERED_STORE)).as("R1 alone").isEqualTo(1);
  }

  @Test
  void shouldAskWithTheOtherSecretWhenTheContactNamesOne() {
    bench.give(hook(URL, null));
    NoticeDue first = onlyDue();
    bench.give(hook(URL, "wang"));

    NoticeDue second = onlyDue();
    assertThat(second.getSecretRef()).isEqualTo("wang");
    assertThat(second.getNoticeId()).isEqualTo(first.getNoticeId());
    bench.tell(activated("R1"));
    bench.answer(result(first, SendOutcome.REFUSED));
    bench.answer(result(second, SendOutcome.DELIVERED));
    assertThat(onlyDue().getNoticeId()).isEqualTo("R1/1/ACTIVATED/WEBHOOK");
  }

  @Test
  void shouldHoldUpNeitherOtherChannelsNorTheNextOfAnOrder() {
    bench.close();
    bench =
        new Bench(
            Map.of(
                "page.base.url",
                "https://example.com",
                "page.link.secret",
                "0123456789abcdef0123456789abcdef",
                "notifier.channels.ACTIVATED",
                "WEBHOOK,EMAIL",
                "notifier.channels.wait",
                "PT1H"));
    MerchantContact both = hook(URL, "wang");
    both.setEmail("wang@example.com");
    bench.give(both);
    onlyDue();
    bench.tell(activated("R1"));
    assertThat(bench.due()).isEmpty();
    bench.pass(Duration.ofMinutes(61));

    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .contains("R1/1/ACTIVATED/EMAIL")
        .doesNotContain("R1/1/ACTIVATED/WEBHOOK");
  }

  @Test
  void shouldAskInQuietHoursAndHoldWhatWaitedUntilTheirEnd() {
    MerchantContact quiet = hook(URL, "wang");
    quiet.setQuiet(new QuietHours("10:01", "12:00", null));
    bench.give(quiet);
    NoticeDue challenge = onlyDue();
    bench.tell(activated("R1"));
    bench.pass(Duration.ofMinutes(5));
    bench.due();
    bench.answer(result(challenge, SendOutcome.DELIVERED));
    assertThat(bench.due()).isEmpty();

    bench.pass(Duration.ofHours(2));
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId)
        .containsExactly("R1/1/ACTIVATED/WEBHOOK");
  }

  @Test
  void shouldEndWhatWaitsWhenTheAddressIsTakenBack() {
    bench.give(hook(URL, "wang"));
    NoticeDue challenge = onlyDue();
    bench.tell(activated("R1"));
    bench.receipts();
    bench.takeBackContact(Samples.MERCHANT);

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getCause, NoticeReceipt::getState)
        .containsExactly(
            tuple(causeOf(challenge), ReceiptState.SUPERSEDED),
            tuple("R1/1/ACTIVATED", ReceiptState.UNDELIVERABLE));
    assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
  }

  @Test
  void shouldTryManyThatWaitedInSeveralSteps() {
    bench.give(hook(URL, "wang"));
    NoticeDue challenge = onlyDue();
    for (int i = 0; i < 250; i++) {
      bench.tell(activated("R-" + i));
    }
    bench.answer(result(challenge, SendOutcome.DELIVERED));
    assertThat(bench.due()).hasSize(100);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.due()).hasSize(150);
  }

  /** A mark from before: a notice was delivered there, signed as the test event is. */
  @Test
  void shouldNotAskAnAddressAtWhichANoticeWasDeliveredBeforeThereWereLinks() {
    bench.close();
    bench = new Bench();
    bench.give(hook(URL, "wang"));
    bench.tell(activated("R1"));
    NoticeDue told = onlyDue();
    assertThat(told.getNoticeId()).as("no links, nothing to prove").startsWith("R1/");
    bench.answer(result(told, SendOutcome.DELIVERED));
    assertThat(bench.sizeOf(Nodes.ADDRESSES_STORE)).isEqualTo(1);
    assertThat(bench.counts.of(Counts.Event.WEBHOOK_CHALLENGED)).isZero();
  }

  @Test
  void shouldHoldADigestUntilTheAddressHasAnsweredToo() {
    MerchantContact contact = hook(URL, "wang");
    contact.setDigest("12:00");
    bench.give(contact);
    NoticeDue challenge = onlyDue();
    bench.tell(update("R1", 3, UpdateKind.DELAYED).build());
    bench.tell(update("R2", 3, UpdateKind.DELAYED).build());

    bench.pass(Duration.ofHours(3));

    assertThat(bench.due()).extracting(NoticeDue::getKind).doesNotContain("DIGEST");
    assertThat(bench.receipts())
        .filteredOn(receipt -> receipt.getNoticeId().startsWith("digest/"))
        .extracting(NoticeReceipt::getState, NoticeReceipt::getReason)
        .containsExactly(tuple(ReceiptState.HELD, unproven()));

    bench.answer(result(challenge, SendOutcome.DELIVERED));

    assertThat(onlyDue().getKind()).isEqualTo("DIGEST");
  }

  private NoticeDue onlyDue() {
    List<NoticeDue> due = bench.due();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  private static String unproven() {
    return "ADDRESS_UNPROVEN: the webhook address must answer a signed test event first";
  }

  private static String causeOf(NoticeDue due) {
    assertThat(due.getChannel()).isEqualTo(NoticeChannel.WEBHOOK);
    return due.getNoticeId().substring(0, due.getNoticeId().length() - "/WEBHOOK".length());
  }

  private static MerchantContact hook(String url, @Nullable String secretRef) {
    return Samples.contact().setWebhookUrl(url).setWebhookSecretRef(secretRef).build();
  }
}
