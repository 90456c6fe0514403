package renewals.activation.merchant.codec;

import java.time.Instant;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.ListedRenewal;
import renewals.activation.merchant.model.ListedRenewal.Grant;
import renewals.activation.merchant.model.MerchantNews.CardState;
import renewals.activation.merchant.model.Told;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/** The stored form of a merchant's renewals and cards. Writing is for one thread. */
public final class MerchantListFormat {

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
  private static final StoredNumbers<Grant> GRANTS =
      StoredNumbers.of(Grant.class, Grant.NONE, Grant.ACTIVATED, Grant.REVERSED);
  private static final int VERSION = 2;

  private final StateWriter packer = new StateWriter();

  /** A renewal's bytes. */
  public byte[] write(ListedRenewal renewal) {
    return packer
        .start(VERSION)
        .choice(STATES, renewal.told())
        .flag(renewal.sure())
        .choice(GRANTS, renewal.grant())
        .flag(renewal.holdsMoney())
        .instant(renewal.toldAt())
        .instant(renewal.grantAt())
        .instant(renewal.lastAt())
        .optionalInstant(renewal.validUntil())
        .finish();
  }

  /** The renewal that bytes hold. */
  public static ListedRenewal readRenewal(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "renewal of a merchant", VERSION);
    return from.version() == 1 ? readFirstRenewal(from) : readRenewal(from);
  }

  private static ListedRenewal readRenewal(StateReader from) {
    State told = from.choice(STATES);
    boolean sure = from.flag();
    Grant grant = from.choice(GRANTS);
    boolean holdsMoney = from.flag();
    Instant toldAt = from.instant();
    Instant grantAt = from.instant();
    Instant lastAt = from.instant();
    return new ListedRenewal(
        told, sure, toldAt, grant, grantAt, holdsMoney, from.optionalInstant(), lastAt);
  }

  /** It took one topic's word for the other's, so of what it says only an activation is sure. */
  private static ListedRenewal readFirstRenewal(StateReader from) {
    State state = from.choice(STATES);
    from.flag();
    boolean byActivation = from.flag();
    boolean holdsMoney = from.flag();
    Instant stateAt = from.instant();
    Instant lastAt = from.instant();
    Instant until = from.optionalInstant();
    Grant before = until == null ? Grant.NONE : Grant.REVERSED;
    return new ListedRenewal(
        state,
        false,
        byActivation ? Instant.EPOCH : stateAt,
        byActivation && state == State.USABLE ? Grant.ACTIVATED : before,
        byActivation ? stateAt : Instant.EPOCH,
        holdsMoney,
        until,
        lastAt);
  }

  /** A card's bytes. */
  public byte[] write(ListedCard card) {
    packer
        .start(VERSION)
        .instant(card.lastAt())
        .instant(card.renewalAt())
        .optionalInstant(card.requested());
    until(card.activated());
    until(card.reminded());
    state(card.granted());
    state(card.word());
    return packer
        .text(card.iccid())
        .text(card.terminalId())
        .text(card.carrierId())
        .text(card.renewalId())
        .finish();
  }

  private void until(Told<Instant> told) {
    packer.instant(told.at()).optionalInstant(told.what());
  }

  private void state(Told<CardState> told) {
    packer.instant(told.at()).optionalChoice(CARD_STATES, told.what());
  }

  /** The card that bytes hold. */
  public static ListedCard readCard(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "card of a merchant", VERSION);
    return from.version() == 1 ? readFirstCard(from) : readCard(from);
  }

  private static ListedCard readCard(StateReader from) {
    Instant lastAt = from.instant();
    Instant renewalAt = from.instant();
    Instant requested = from.optionalInstant();
    Told<Instant> activated = readUntil(from);
    Told<Instant> reminded = readUntil(from);
    Told<CardState> granted = readState(from);
    Told<CardState> word = readState(from);
    return new ListedCard(
        from.text(),
        from.name(),
        from.name(),
        from.text(),
        renewalAt,
        requested,
        activated,
        reminded,
        granted,
        word,
        lastAt);
  }

  private static Told<Instant> readUntil(StateReader from) {
    Instant at = from.instant();
    return new Told<>(from.optionalInstant(), at);
  }

  private static Told<CardState> readState(StateReader from) {
    Instant at = from.instant();
    return new Told<>(from.optionalChoice(CARD_STATES), at);
  }

  private static ListedCard readFirstCard(StateReader from) {
    CardState state = from.choice(CARD_STATES);
    Instant lastAt = from.instant();
    Instant renewalAt = from.instant();
    Instant validAt = from.instant();
    Instant stateAt = from.instant();
    Instant until = from.optionalInstant();
    Told<Instant> activated = new Told<>(until, validAt);
    return new ListedCard(
        from.text(),
        from.name(),
        from.name(),
        from.text(),
        renewalAt,
        activated.anything() ? null : until,
        activated.anything() ? activated : Told.nothing(),
        Told.nothing(),
        Told.nothing(),
        new Told<>(state, stateAt),
        lastAt);
  }
}
