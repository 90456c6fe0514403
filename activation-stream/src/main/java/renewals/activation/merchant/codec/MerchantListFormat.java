package renewals.activation.merchant.codec;

import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.ListedRenewal;
import renewals.activation.merchant.model.MerchantNews.CardState;
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
  private static final int VERSION = 1;

  private final StateWriter packer = new StateWriter();

  /** A renewal's bytes. */
  public byte[] write(ListedRenewal renewal) {
    return packer
        .start(VERSION)
        .choice(STATES, renewal.state())
        .flag(renewal.sure())
        .flag(renewal.byActivation())
        .flag(renewal.holdsMoney())
        .instant(renewal.stateAt())
        .instant(renewal.lastAt())
        .optionalInstant(renewal.validUntil())
        .finish();
  }

  /** The renewal that bytes hold. */
  public static ListedRenewal readRenewal(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "renewal of a merchant", VERSION);
    State state = from.choice(STATES);
    boolean sure = from.flag();
    boolean byActivation = from.flag();
    boolean holdsMoney = from.flag();
    var stateAt = from.instant();
    var lastAt = from.instant();
    return new ListedRenewal(
        state, sure, stateAt, byActivation, holdsMoney, from.optionalInstant(), lastAt);
  }

  /** A card's bytes. */
  public byte[] write(ListedCard card) {
    return packer
        .start(VERSION)
        .choice(CARD_STATES, card.state())
        .instant(card.lastAt())
        .instant(card.renewalAt())
        .instant(card.validAt())
        .instant(card.stateAt())
        .optionalInstant(card.validUntil())
        .text(card.iccid())
        .text(card.terminalId())
        .text(card.carrierId())
        .text(card.renewalId())
        .finish();
  }

  /** The card that bytes hold. */
  public static ListedCard readCard(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "card of a merchant", VERSION);
    CardState state = from.choice(CARD_STATES);
    var lastAt = from.instant();
    var renewalAt = from.instant();
    var validAt = from.instant();
    var stateAt = from.instant();
    var validUntil = from.optionalInstant();
    String iccid = from.text();
    String terminalId = from.name();
    String carrierId = from.name();
    return new ListedCard(
        iccid,
        terminalId,
        carrierId,
        from.text(),
        renewalAt,
        validUntil,
        validAt,
        state,
        stateAt,
        lastAt);
  }
}
