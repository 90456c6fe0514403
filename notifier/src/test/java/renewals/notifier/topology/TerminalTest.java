package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** Where there is a broker of terminals they show states beside what merchants are told. */
class TerminalTest {

  private final Bench bench = new Bench(Map.of("notifier.terminal.host", "mqtt.example"));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldShowTheStateAndItsDateAtTheTerminal() throws Exception {
    bench.give(mailOnly());
    bench.tell(activated("R1"));

    NoticeDue due = toTerminal().getFirst();
    assertThat(due.getNoticeId()).isEqualTo("R1/1/ACTIVATED/TERMINAL");
    assertThat(due.getTarget()).isEqualTo("T-77");
    JsonNode shown = new ObjectMapper().readTree(due.getBody());
    JsonNode validity = shown.path("validity");
    assertThat(validity.path("state").asText()).isEqualTo("ACTIVE");
    assertThat(validity.path("date").asText()).isEqualTo("2026-04-02T02:32:00Z");
    assertThat(validity.path("at").asText()).isEqualTo("2026-03-02T02:00:00Z");
    assertThat(validity.path("cause").asText()).isEqualTo("R1/1/ACTIVATED");
    assertThat(shown.path("card").asText()).isEqualTo("898600…4146");
    assertThat(shown.path("cardKey").asText()).isEqualTo("898600…0414");
  }

  @Test
  void shouldShowBesideARenewalUntilWhenTheCardWorksAsItsRequestSaid() throws Exception {
    bench.give(mailOnly());
    bench.tell(
        update("R1", 1, UpdateKind.PAID)
            .setValidUntil(Samples.NOW.plus(Duration.ofDays(9)))
            .build());

    JsonNode shown = new ObjectMapper().readTree(toTerminal().getFirst().getBody());
    assertThat(shown.at("/told/state").asText()).isEqualTo("ACTIVE");
    assertThat(shown.at("/told/date").asText()).isEqualTo("2026-03-11T02:00:00Z");
    assertThat(shown.at("/told/rank").asInt()).isGreaterThan(shown.at("/renewal/rank").asInt());
    assertThat(shown.at("/renewal/state").asText()).isEqualTo("RENEWING");
  }

  @Test
  void shouldNotShowAWaitThatTheActivationBeforeItHasEnded() {
    bench.tell(activated("R1"));
    assertThat(toTerminal()).hasSize(1);

    bench.tell(
        update("R1", 3, UpdateKind.LAPSED).setOccurredAt(Samples.NOW.plusSeconds(60)).build());

    assertThat(toTerminal()).isEmpty();
  }

  @Test
  void shouldShowItWhereTheMerchantHasNoContactToo() {
    bench.tell(activated("R1"));
    assertThat(toTerminal()).hasSize(1);
    bench.pass(Duration.ofHours(73));

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(tuple("R1/1/ACTIVATED/SMS", ReceiptState.UNDELIVERABLE));
  }

  @Test
  void shouldEndAsSupersededWhereTheTerminalShowsWhatHappenedLater() {
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    NoticeResult newer = result(toTerminal().getFirst(), SendOutcome.REFUSED);
    newer.setReason("NEWER_SHOWN: the terminal shows what happened later");
    bench.answer(newer);

    assertThat(bench.receipts())
        .extracting(NoticeReceipt::getNoticeId, NoticeReceipt::getState)
        .containsExactly(tuple("R1/u1/TERMINAL", ReceiptState.SUPERSEDED));
  }

  @Test
  void shouldTryAgainWhatIsStillToBeShownAndNotWhatIsOvertaken() {
    bench.give(mailOnly());
    bench.tell(update("R1", 1, UpdateKind.DELAYED).build());
    bench.tell(update("R2", 1, UpdateKind.DELAYED).build());
    for (NoticeDue due : toTerminal()) {
      bench.answer(result(due, SendOutcome.FAILED));
    }
    bench.tell(activated("R1"));
    toTerminal();
    bench.pass(Duration.ofSeconds(10));

    assertThat(toTerminal())
        .extracting(NoticeDue::getNoticeId, NoticeDue::getAttempt)
        .containsExactly(tuple("R2/u1/TERMINAL", 2));
  }

  @Test
  void shouldTellByHisAddressesWhoWishesForTheTerminalAlone() {
    MerchantContact contact = mailOnly();
    contact.setPreferences(Map.of("REFUND_DUE", List.of(NoticeChannel.TERMINAL)));
    bench.give(contact);
    bench.tell(update("R1", 2, UpdateKind.REFUND_DUE).setAmount(Samples.yuan(5000)).build());

    assertThat(bench.due()).extracting(NoticeDue::getNoticeId).containsExactly("R1/u2/EMAIL");
  }

  @Test
  void shouldShowNothingWithoutABroker() {
    try (Bench without = new Bench()) {
      without.give(mailOnly());
      without.tell(activated("R1"));

      assertThat(without.due())
          .extracting(NoticeDue::getChannel)
          .containsExactly(NoticeChannel.EMAIL);
    }
  }

  private List<NoticeDue> toTerminal() {
    return bench.due().stream().filter(due -> due.getChannel() == NoticeChannel.TERMINAL).toList();
  }
}
