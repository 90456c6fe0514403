package renewals.activation.card.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.renewal.codec.FactFormat;
import renewals.activation.renewal.codec.RenewalNumbers;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Period;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/** The compact forms of cards, their ledgers' entries, and what is asked of them. One thread. */
public final class CardFormat {

  private static final StoredNumbers<CardChange.Reason> REASONS =
      StoredNumbers.of(CardChange.Reason.class, CardChange.Reason.REFUND, CardChange.Reason.REVIEW);

  private static final int ENTRY_VERSION = 2;
  private static final int ENTRY_SINCE_PLAN = 2;
  private static final int SINCE_REASON = 2;
  private static final int INPUT_VERSION = 3;

  /** A watermark stands where a change has its renewal. */
  private static final String NO_RENEWAL = "";

  private static final int LEDGER_VERSION = 3;
  private static final int SINCE_NEWEST = 2;
  private static final int LEDGER_SINCE_PLAN = 3;

  private final StateWriter packer = new StateWriter();

  /** A change on its way to the card. */
  public byte[] write(CardChange change) {
    StateWriter to = packer.start(INPUT_VERSION).text(change.request().renewalId());
    FactFormat.write(to, change.request());
    to.number(change.n()).instant(change.activation().at());
    to.optionalInstant(change.activation().paidAt()).instant(change.activation().approvedAt());
    to.optionalInstant(change.carriersWord()).optionalInstant(change.reversedAt());
    if (change.reversal() != null) {
      to.optionalChoice(REASONS, change.reversal().reason());
    }
    return to.finish();
  }

  /** A watermark on its way to the cards. */
  public byte[] write(RemoteWatermark watermark) {
    return packer
        .start(INPUT_VERSION)
        .text(NO_RENEWAL)
        .number(watermark.from())
        .number(watermark.watermark())
        .finish();
  }

  /** The change or watermark that bytes hold. */
  public CardInput readInput(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "card change", INPUT_VERSION);
    String renewalId = from.text();
    return renewalId.equals(NO_RENEWAL)
        ? new CardInput.Watermark(
            new RemoteWatermark(from.count(), CardInput.ALL_CARDS, from.number()))
        : new CardInput.Change(readChange(from, renewalId));
  }

  private static CardChange readChange(StateReader from, String renewalId) {
    Fact.Requested request = FactFormat.readRequest(from, renewalId);
    int n = from.count();
    Case.Usability usability =
        new Case.Usability(from.instant(), from.optionalInstant(), from.instant());
    Instant carriersWord = from.optionalInstant();
    Instant reversedAt = from.optionalInstant();
    CardChange.Reversal reversal =
        reversedAt == null ? null : new CardChange.Reversal(reversedAt, readReason(from));
    return new CardChange(request, n, usability, carriersWord, reversal);
  }

  private static CardChange.@Nullable Reason readReason(StateReader from) {
    return from.version() < SINCE_REASON ? null : from.optionalChoice(REASONS);
  }

  /** The head of a ledger and its newest entries. */
  public byte[] write(StoredLedger ledger) {
    Card card = ledger.head();
    StateWriter to = packer.start(LEDGER_VERSION);
    to.optionalInstant(card.coverage().validUntil());
    Coverage.Chain chain = card.coverage().chain();
    to.flag(chain != null);
    if (chain != null) {
      to.instant(chain.start());
      FactFormat.write(to, chain.total());
    }
    write(to.number(card.entries()), card.latest());
    to.instant(card.remindedUpTo()).number(ledger.newest().size());
    for (LedgerEntry entry : ledger.newest()) {
      boolean latest = entry.renewal().equals(card.latest());
      to.flag(latest);
      if (!latest) {
        write(to, entry.renewal());
      }
      String renewalId = entry.renewal().renewalId();
      writeDates(to.text(entry.activationId().substring(renewalId.length())), entry);
    }
    return to.finish();
  }

  /** The ledger that bytes hold. */
  public StoredLedger readLedger(byte[] bytes) {
    StateReader from = StateReader.start(bytes, "card", LEDGER_VERSION);
    Instant validUntil = from.optionalInstant();
    Coverage.Chain chain =
        from.flag() ? new Coverage.Chain(from.instant(), FactFormat.readPeriod(from)) : null;
    int entries = from.count();
    LatestRenewal latest = readRenewal(from, LEDGER_SINCE_PLAN);
    Card head = new Card(new Coverage(validUntil, chain), entries, latest, from.instant());
    return new StoredLedger(
        head, from.version() < SINCE_NEWEST ? List.of() : readNewest(from, head));
  }

  private static List<LedgerEntry> readNewest(StateReader from, Card head) {
    int size = from.count();
    List<LedgerEntry> newest = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      LatestRenewal renewal = from.flag() ? head.latest() : readRenewal(from, LEDGER_SINCE_PLAN);
      String activationId = renewal.renewalId() + from.text();
      newest.add(readDates(from, activationId, head.entries() - size + i, renewal));
    }
    return newest;
  }

  /** An entry; its activationId is part of its key and not written again. */
  public byte[] write(LedgerEntry entry) {
    StateWriter to = packer.start(ENTRY_VERSION).number(entry.sequence());
    write(to, entry.renewal());
    writeDates(to, entry);
    return to.finish();
  }

  /** The entry that bytes hold. */
  public LedgerEntry readEntry(String activationId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "ledger entry", ENTRY_VERSION);
    int sequence = from.count();
    return readDates(from, activationId, sequence, readRenewal(from, ENTRY_SINCE_PLAN));
  }

  private static void writeDates(StateWriter to, LedgerEntry entry) {
    to.instant(entry.activatedAt());
    FactFormat.write(to, entry.validity());
    to.choice(RenewalNumbers.POLICIES, entry.policy()).number(entry.dataBytes());
    to.optionalInstant(entry.told()).optionalInstant(entry.carriersWord());
    to.flag(entry.reversed()).instant(entry.validFrom()).instant(entry.validUntil());
  }

  private static LedgerEntry readDates(
      StateReader from, String activationId, int sequence, LatestRenewal renewal) {
    Instant activatedAt = from.instant();
    Period validity = FactFormat.readPeriod(from);
    return new LedgerEntry(
        activationId,
        sequence,
        renewal,
        activatedAt,
        validity,
        from.choice(RenewalNumbers.POLICIES),
        from.number(),
        from.optionalInstant(),
        from.optionalInstant(),
        from.flag(),
        from.instant(),
        from.instant());
  }

  private static void write(StateWriter to, LatestRenewal renewal) {
    to.text(renewal.renewalId()).text(renewal.merchantId()).text(renewal.terminalId());
    to.text(renewal.iccid()).text(renewal.carrierId()).text(renewal.channelId());
    to.optionalText(renewal.planId());
  }

  private static LatestRenewal readRenewal(StateReader from, int sincePlan) {
    return new LatestRenewal(
        from.text(),
        from.text(),
        from.text(),
        from.text(),
        from.name(),
        from.name(),
        from.version() < sincePlan ? null : from.optionalName());
  }
}
