package renewals.activation.merchant.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.ListedRenewal;
import renewals.activation.merchant.model.ListedRenewal.Grant;
import renewals.activation.merchant.model.MerchantNews.CardState;
import renewals.activation.merchant.model.Told;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/** What is stored of a merchant's renewals and cards comes back, also what the first form holds. */
class MerchantListFormatTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant LATER = AT.plusSeconds(60);
  private static final Instant UNTIL = Instant.parse("2026-04-02T02:00:00Z");
  private static final StoredNumbers<State> STATES =
      StoredNumbers.of(
          State.class,
          State.WAITING_FOR_REQUEST,
          State.WAITING_FOR_PAYMENT,
          State.WAITING_FOR_REVIEW,
          State.USABLE,
          State.REJECTED,
          State.REFUNDED,
          State.LAPSED,
          State.STALLED);
  private static final StoredNumbers<CardState> CARD_STATES =
      StoredNumbers.of(CardState.class, CardState.ACTIVE, CardState.SUSPENDED, CardState.CLOSED);

  private final MerchantListFormat format = new MerchantListFormat();

  private static byte[] firstRenewal(State state, boolean byActivation, Instant until) {
    return new StateWriter()
        .start(1)
        .choice(STATES, state)
        .flag(true)
        .flag(byActivation)
        .flag(false)
        .instant(AT)
        .instant(LATER)
        .optionalInstant(until)
        .finish();
  }

  private static byte[] firstCard(Instant validAt) {
    return new StateWriter()
        .start(1)
        .choice(CARD_STATES, CardState.SUSPENDED)
        .instant(LATER)
        .instant(AT)
        .instant(validAt)
        .instant(LATER)
        .optionalInstant(UNTIL)
        .text("8986011234567890123")
        .text("T-1")
        .text("c1")
        .text("R-1")
        .finish();
  }

  @Test
  void shouldGiveARenewalBackAsItWasWritten() {
    ListedRenewal renewal =
        new ListedRenewal(State.LAPSED, true, LATER, Grant.REVERSED, AT, true, UNTIL, LATER);

    assertThat(MerchantListFormat.readRenewal(format.write(renewal))).isEqualTo(renewal);
  }

  @Test
  void shouldGiveACardBackAsItWasWritten() {
    ListedCard card =
        new ListedCard(
            "8986011234567890123",
            "T-1",
            "c1",
            "R-1",
            AT,
            UNTIL,
            new Told<>(UNTIL, AT),
            new Told<>(null, LATER),
            new Told<>(CardState.ACTIVE, AT),
            Told.nothing(),
            LATER);

    assertThat(MerchantListFormat.readCard(format.write(card))).isEqualTo(card);
  }

  @Test
  void shouldTakeAnActivationOfTheFirstFormForSure() {
    ListedRenewal renewal = MerchantListFormat.readRenewal(firstRenewal(State.USABLE, true, UNTIL));

    assertThat(renewal.mayBe(State.USABLE)).isTrue();
    assertThat(renewal.mayBe(State.LAPSED)).isFalse();
    assertThat(renewal.validUntil()).isEqualTo(UNTIL);
    assertThat(renewal.lastAt()).isEqualTo(LATER);
  }

  @Test
  void shouldTakeNothingElseOfTheFirstFormForSure() {
    for (Instant until : new Instant[] {null, UNTIL}) {
      ListedRenewal renewal =
          MerchantListFormat.readRenewal(firstRenewal(State.WAITING_FOR_PAYMENT, false, until));

      assertThat(renewal.mayBe(State.WAITING_FOR_PAYMENT)).isTrue();
      assertThat(renewal.mayBe(State.USABLE)).isTrue();
    }
  }

  @Test
  void shouldReadACardOfTheFirstFormWithWhatItsLedgerOrItsRequestSaid() {
    ListedCard ofLedger = MerchantListFormat.readCard(firstCard(AT));
    ListedCard asRequested = MerchantListFormat.readCard(firstCard(Instant.EPOCH));

    assertThat(ofLedger.expiry().isOfLedger()).isTrue();
    assertThat(asRequested.expiry().isOfLedger()).isFalse();
    assertThat(ofLedger.validUntil()).isEqualTo(UNTIL).isEqualTo(asRequested.validUntil());
    assertThat(ofLedger.renewalId()).isEqualTo("R-1");
    assertThat(ofLedger.mayFit((until, state) -> state == CardState.SUSPENDED)).isTrue();
    assertThat(ofLedger.mayFit((until, state) -> state == CardState.ACTIVE)).isFalse();
  }
}
