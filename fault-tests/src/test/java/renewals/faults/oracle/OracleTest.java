package renewals.faults.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.faults.evidence.Answer;
import renewals.faults.evidence.Input;
import renewals.faults.evidence.LogScan;
import renewals.faults.evidence.Recovery;
import renewals.faults.load.Announced;
import renewals.faults.load.Ledger;
import renewals.stack.sim.partner.Place;

/** The oracle is no better than what it notices: each test spoils a right history by one bug. */
class OracleTest {

  private final Seen seen = new Seen(MadeUpHistory.ofEverySort());

  @Test
  void shouldFindNothingInARightHistory() {
    assertThat(Oracle.judge(seen.history())).isEmpty();
  }

  @Test
  void shouldCatchAnActivationThatWasLost() {
    seen.activations.remove(seen.activation("USUAL/1"));
    seen.tell();

    assertThat(broken()).containsExactly("I1");
  }

  @Test
  void shouldCatchAtLeastOnce() {
    seen.activations.add(Seen.like(seen.activation("USUAL/1")));

    assertThat(broken()).containsExactly("I1");
  }

  @Test
  void shouldCatchASecondActivationByADuplicate() {
    seen.activations.add(Seen.activated("DOUBLED", 2, "ACTIVATED"));
    seen.tell();

    assertThat(broken()).containsExactly("I1");
  }

  @Test
  void shouldCatchAForgottenReversal() {
    seen.activations.removeIf(one -> one.path("status").asText().equals("REVERSED"));
    seen.tell();

    assertThat(broken()).containsExactly("I1");
  }

  @Test
  void shouldCatchAReversalBeforeItsActivation() {
    ObjectNode activation = seen.activation("REFUNDED/1");
    seen.activations.remove(activation);
    seen.activations.add(activation);

    assertThat(broken()).containsExactly("I1");
  }

  @Test
  void shouldCatchWhatOnlyReadUncommittedShows() {
    seen.activations.add(Seen.activated("REJECTED", 1, "ACTIVATED"));
    seen.tell();

    assertThat(broken()).containsExactly("I2");
  }

  @Test
  void shouldCatchAnActivationThatNobodyPaid() {
    seen.activations.add(Seen.activated("UNPAID", 1, "ACTIVATED"));
    seen.tell();

    assertThat(broken()).containsExactly("I2");
  }

  @Test
  void shouldCatchAnActivationOfNothing() {
    seen.activations.add(Seen.activated("NOBODY", 1, "ACTIVATED"));
    seen.tell();

    assertThat(broken()).containsExactly("I2");
  }

  @Test
  void shouldCatchAcknowledgeBeforeAppend() {
    seen.ledger.add(new Ledger.Entry("USUAL", "payment X", new Place("renewal-payments", 0, 999)));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAnAcknowledgedRecordThatAnotherReplaced() {
    Ledger.Entry first = seen.ledger.getFirst();
    seen.ledger.add(new Ledger.Entry("DOUBLED", first.what(), first.place()));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAPaymentThatWasAppliedTwice() {
    seen.answers.put("DOUBLED", new Answer("USABLE", 10_000, 5000));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAFactThatVanished() {
    seen.answers.put("REJECTED", new Answer("WAITING_FOR_REVIEW", 5000, 0));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchADeadLetterThatWasDropped() {
    seen.deadLetters.remove(seen.deadLetter("UNREADABLE"));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAMismatchThatWasDropped() {
    seen.deadLetters.remove(seen.deadLetter("MISMATCH"));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchADoubledDeadLetter() {
    seen.deadLetters.add(Seen.like(seen.deadLetter("CONFLICTING_DUPLICATE")));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAGoodRecordThatWasCalledDead() {
    seen.deadLetters.add(Seen.like(seen.deadLetter("UNREADABLE")).put("offset", 0));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchACarriersContradictionThatWasDropped() {
    seen.deadLetters.removeIf(letter -> letter.path("topic").asText().equals("carrier-status"));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchALateWordOfACarrierThatWasCalledDead() {
    Input.Usable late = seen.usable(MadeUpHistory.CARRIER, 3);
    seen.deadLetters.add(
        Seen.like(seen.deadLetter("CONFLICTING_DUPLICATE"))
            .put("topic", late.place().topic())
            .put("offset", late.place().offset()));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchACarrierNoticeOfARenewalThatWaitsForPayment() {
    seen.updates.add(Seen.update("UNPAID", 99, "CARRIER_NOTICE"));
    seen.tell();

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchACarrierNoticeThoughNoCarrierSaidAnything() {
    seen.inputs.removeIf(input -> input.place().topic().equals("carrier-status"));
    seen.ledger.removeIf(entry -> entry.place().topic().equals("carrier-status"));
    seen.deadLetters.removeIf(letter -> letter.path("topic").asText().equals("carrier-status"));
    seen.updates.add(Seen.update("USUAL", 99, "CARRIER_NOTICE"));
    seen.tell();

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldAllowThatWhoWaitsForASpeakingCarrierHearsOfIt() {
    seen.updates.add(Seen.update("USUAL", 99, "CARRIER_NOTICE"));
    seen.tell();

    assertThat(broken()).isEmpty();
  }

  @Test
  void shouldCatchTwoWordsOfACarrierTakenForEachOther() {
    Ledger.Entry word =
        seen.ledger.stream()
            .filter(entry -> entry.renewalId().equals(MadeUpHistory.CARRIER))
            .findFirst()
            .orElseThrow();
    Place other = seen.usable(MadeUpHistory.CARRIER, 1).place();
    seen.ledger.add(new Ledger.Entry(word.renewalId(), word.what(), other));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchADeadlineByEventTime() {
    seen.updates.add(Seen.update("UNPAID", 99, "LAPSED"));
    seen.tell();

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAnUpdateThatWasSaidTwice() {
    seen.updates.add(Seen.like(seen.updates.getFirst()));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchACardWithTwoPeriodsForOne() {
    seen.cards.add("card of [USUAL] number of renewals: expected 1, found 2");

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchCountersThatMissARecord() {
    seen.judged = Optional.of(seen.inputs.size() - 1L);

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchANoticeThatNobodyKnowsOf() {
    seen.receipts.remove(seen.receipt("USUAL/1/ACTIVATED/EMAIL"));
    seen.received.remove("USUAL/1/ACTIVATED/EMAIL");

    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void shouldCatchANoticeThatIsSaidToBeDeliveredAndNeverCame() {
    seen.received.remove("USUAL/1/ACTIVATED/EMAIL");

    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void shouldCatchANoticeIdPerAttempt() {
    seen.received.put("USUAL/1/ACTIVATED/EMAIL#2", 1);

    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void shouldCatchTwoLastWordsOnANotice() {
    seen.receipts.add(
        Seen.like(seen.receipt("USUAL/1/ACTIVATED/EMAIL")).put("state", "UNDELIVERABLE"));

    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void shouldAllowThatANoticeComesAgainOrIsListedAsUndelivered() {
    seen.received.put("USUAL/1/ACTIVATED/EMAIL", 2);
    seen.receipt("DOUBLED/1/ACTIVATED/EMAIL").put("state", "UNDELIVERABLE");
    seen.received.remove("DOUBLED/1/ACTIVATED/EMAIL");

    assertThat(broken()).isEmpty();
  }

  @Test
  void shouldCatchASmsThatIsSaidToBeDeliveredAndNeverCame() {
    seen.sms("DELIVERED", 0);

    assertThat(broken()).containsExactly("I8");
  }

  @Test
  void shouldCatchASmsThatCameTwiceThoughNobodyEnded() {
    seen.sms("DELIVERED", 2);

    assertThat(broken()).containsExactly("I8");
  }

  @Test
  void shouldAllowThatASmsComesAgainThatWasUnderWay() {
    seen.sms("DELIVERED", 2);
    seen.smsUnderWay = 10;

    assertThat(broken()).isEmpty();
  }

  @Test
  void shouldCatchThatTheNextChannelWasNotTriedThoughTheSmsFailed() {
    seen.sms("UNDELIVERABLE", 0);

    assertThat(broken()).containsExactly("I4");
  }

  @Test
  void shouldHoldWhereTillsShowTheLatest() {
    seen.tellTills();

    assertThat(broken()).isEmpty();
  }

  @Test
  void shouldCatchATillThatShowsWhatWasBefore() {
    seen.tellTills();
    seen.validity("T-REFUNDED")
        .put("cause", "REFUNDED/1/ACTIVATED")
        .put("state", "ACTIVE")
        .put("date", "2026-02-01T00:00:00Z");

    assertThat(broken()).containsExactly("I9");
  }

  @Test
  void shouldCatchATillThatShowsAnotherDate() {
    seen.tellTills();
    seen.validity("T-USUAL").put("date", "2026-02-02T00:00:00Z");

    assertThat(broken()).containsExactly("I9");
  }

  @Test
  void shouldCatchATillThatShowsNothing() {
    seen.tellTills();
    seen.tills.orElseThrow().remove("T-USUAL");

    assertThat(broken()).containsExactly("I9");
  }

  @Test
  void shouldCatchThatWhatATillWasToldHasNoLastReceipt() {
    seen.tellTills();
    seen.receipts.remove(seen.receipt("USUAL/1/ACTIVATED/TERMINAL"));

    assertThat(broken()).containsExactly("I9");
  }

  @Test
  void shouldAllowThatATillWasNotToldWhatIsListedAsUndelivered() {
    seen.tellTills();
    seen.receipt("USUAL/1/ACTIVATED/TERMINAL").put("state", "UNDELIVERABLE");
    seen.tills.orElseThrow().remove("T-USUAL");

    assertThat(broken()).isEmpty();
  }

  @Test
  void shouldCatchAPipelineThatStandsStill() {
    seen.recoveries.add(
        new Recovery(
            "kill activation-1", "kill", Duration.ofSeconds(61), Duration.ofSeconds(61), 1));

    assertThat(broken()).containsExactly("I5");
  }

  @Test
  void shouldCatchAPhoneNumberACardAndASecretInALog(@TempDir Path logs) throws IOException {
    Files.writeString(
        logs.resolve("notifier-1.log"),
        """
        sent to +8613912345678
        card 89860000000000000017 is active
        secret whsec_x
        renewal 8986 and offset 89860000000 are none of them
        """);
    Files.writeString(logs.resolve("kafka-1.log"), "not ours: whsec_x");

    seen.leaks.addAll(new LogScan(List.of("+8613912345678", "whsec_x")).leaks(logs));

    assertThat(seen.leaks)
        .containsExactlyInAnyOrder(
            "notifier-1.log line 1", "notifier-1.log line 2", "notifier-1.log line 3");
    assertThat(broken()).containsExactly("I6");
  }

  @Test
  void shouldCatchAThresholdThatWasToldTwice() {
    seen.updates.add(Seen.like(seen.update("DATA_LOW")).put("updateId", "USUAL/u99"));
    seen.tell();

    assertThat(broken()).containsExactly("I7");
  }

  @Test
  void shouldCatchAStopThatNobodyWasToldOf() {
    seen.updates.remove(seen.update("CARD_SUSPENDED"));
    seen.tell();

    assertThat(broken()).containsExactly("I7");
  }

  @Test
  void shouldCatchAReportOfACardThatVanished() {
    seen.deadLetters.removeIf(letter -> letter.path("topic").asText().equals("card-usage"));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void shouldCatchAMerchantWhoNeverHeardOfAnAnnouncement() {
    seen.updates.remove(seen.update("ANNOUNCEMENT"));
    seen.tell();

    assertThat(broken()).containsExactly("I7");
  }

  @Test
  void shouldCatchAnAnnouncementThatWasToldTwice() {
    seen.updates.add(Seen.like(seen.update("ANNOUNCEMENT")).put("updateId", "NEWS/u99"));
    seen.tell();

    assertThat(broken()).containsExactly("I7");
  }

  @Test
  void shouldCatchAnEarlierRevisionThatWasToldLate() {
    ObjectNode late = Seen.like(seen.update("ANNOUNCEMENT")).put("updateId", "NEWS/u99");
    late.withObject("announcement").put("revision", 1);
    seen.updates.add(late);
    seen.tell();

    assertThat(broken()).containsExactly("I7");
  }

  @Test
  void shouldAllowThatAnAnnouncementReachesWhoseCardCameMeanwhile() {
    seen.announced.set(0, new Announced(MadeUpHistory.NEWS, Set.of()));

    assertThat(broken()).isEmpty();
  }

  @Test
  void shouldNoticeEveryBugThatTheControlPutsIntoAHistory() {
    assertThat(Control.of(seen.history())).isEqualTo(new Control.Result(11, List.of()));
  }

  @Test
  void shouldNotNoticeTheBugsOfTheControlWhereTheyAreNoBugs() {
    seen.activations.clear();
    seen.tell();

    assertThat(Control.of(seen.history()).missed()).containsExactly("activated though rejected");
  }

  private Set<String> broken() {
    return Oracle.judge(seen.history()).stream()
        .map(Violation::invariant)
        .collect(Collectors.toSet());
  }
}
