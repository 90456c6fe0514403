package renewals.provenance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.parties.model.Claims;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Objection;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance;
import renewals.parties.proof.Provenance.Proven;
import renewals.parties.proof.Provenance.Unknown;
import renewals.parties.proof.Provenance.Unproven;
import renewals.provenance.ProvenanceCounts.Outcome;
import renewals.provenance.ProvenanceSettings.Mode;
import renewals.streams.provenance.ProofCheck;
import renewals.streams.record.SourceRecord;

/**
 * Judges who said records: the proof on the bytes, the claim when they are decoded, both as of the
 * time at which the broker appended them. Thread-safe.
 *
 * <p>Source: partners, "Who said it travels along".
 */
public final class RecordProvenance implements ProofCheck, AutoCloseable {

  /** Nobody asks. */
  public static final RecordProvenance OFF =
      new RecordProvenance(
          new ProvenanceSettings(Mode.OFF, Optional.empty(), Optional.empty(), Optional.empty()),
          () -> GatewayKeys.NONE,
          () -> Parties.NONE,
          Clock.systemUTC(),
          new SimpleMeterRegistry());

  /** The file is read by several at different moments: so long a key may not be known here yet. */
  static final Duration UNKNOWN_FOR = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(RecordProvenance.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final ProvenanceSettings settings;
  private final ProofJudge judge;
  private final Clock clock;
  private final ProvenanceCounts counts;
  private final Closing files = new Closing();
  private volatile Instant nextLine = Instant.MIN;

  /**
   * By keys and parties that are asked for at each record.
   *
   * @param clock tells how long ago a record was appended
   */
  public RecordProvenance(
      ProvenanceSettings settings,
      Supplier<GatewayKeys> keys,
      Supplier<Parties> parties,
      Clock clock,
      MeterRegistry meters) {
    this.settings = settings;
    this.judge = new ProofJudge(keys, parties);
    this.clock = clock;
    this.counts = new ProvenanceCounts(meters);
  }

  /**
   * By files that are read again when they change.
   *
   * @param health shows whether they are in force
   * @throws renewals.kit.SettingException a file can't be used
   */
  public static RecordProvenance open(
      ProvenanceSettings settings, Clock clock, MeterRegistry meters, Health health) {
    if (settings.mode() == Mode.OFF) {
      return new RecordProvenance(
          settings, () -> GatewayKeys.NONE, () -> Parties.NONE, clock, meters);
    }
    ProvenanceFiles files = ProvenanceFiles.open(settings, health);
    RecordProvenance provenance =
        new RecordProvenance(settings, files.keys(), files.parties(), clock, meters);
    provenance.files.add(files);
    return provenance;
  }

  @Override
  public Verdict judge(SourceRecord record) {
    if (!isAsked(record)) {
      return Verdict.TAKEN;
    }
    return switch (judge.judge(WhoSaid.read(record))) {
      case Proven proven -> {
        counts.count(Outcome.PROVEN);
        yield Verdict.TAKEN;
      }
      case Unproven unproven -> refused(record, unproven.text());
      case Unknown unknown -> {
        if (settings.mode() == Mode.WATCH || !mayBecomeKnown(record)) {
          yield refused(record, unknown.text());
        }
        yield Verdict.WAITING;
      }
    };
  }

  private Verdict refused(SourceRecord record, String text) {
    counts.count(Outcome.UNPROVEN);
    if (settings.mode() == Mode.WATCH) {
      tell(record, "UNPROVEN", text);
      return Verdict.TAKEN;
    }
    return new Verdict.Refused(text);
  }

  /**
   * Judges whether who said a record may say it; its proof was judged before.
   *
   * @param event what the record holds, which keeps the contract
   */
  public Claim claim(SourceRecord record, SpecificRecord event) {
    return claim(
        record,
        gatewaysParty ->
            callbackOf(gatewaysParty)
                .flatMap(channelId -> Claims.objectionToCallback(channelId, event))
                .map(Objection::text),
        party -> Claims.objection(party, event, WhoSaid.appendedAt(record)).map(Objection::text));
  }

  /** Judges whether who said that a contact is removed may say so. */
  public Claim claimOfRemoval(SourceRecord record, String merchantId) {
    return claim(
        record,
        gatewaysParty ->
            callbackOf(gatewaysParty).map(Claims::objectionToCallbacksRemoval).map(Objection::text),
        party ->
            Claims.objectionToRemoval(party, merchantId, WhoSaid.appendedAt(record))
                .map(Objection::text));
  }

  /** The channel whose callback it was; of all other claims a gateway has judged itself. */
  private static Optional<String> callbackOf(String party) {
    return party.startsWith(Identifiers.CALLBACK)
        ? Optional.of(party.substring(Identifiers.CALLBACK.length()))
        : Optional.empty();
  }

  /** What stands against a claim, if anything does. */
  private interface Against<T> {
    Optional<String> objection(T speaker);
  }

  private Claim claim(SourceRecord record, Against<String> ofGateway, Against<Party> ofParty) {
    if (!isAsked(record)) {
      return Claim.ALLOWED;
    }
    if (WhoSaid.isOfGateway(record)) {
      return answer(record, ofGateway.objection(WhoSaid.text(record, ProofHeaders.PARTY)));
    }
    Provenance provenance = judge.judge(WhoSaid.read(record));
    if (settings.mode() == Mode.WATCH && !(provenance instanceof Proven)) {
      return Claim.ALLOWED;
    }
    return switch (provenance) {
      case Proven proven -> answer(record, proven.toJudge().flatMap(ofParty::objection));
      case Unproven unproven -> answer(record, Optional.of(unproven.text()));
      case Unknown unknown ->
          mayBecomeKnown(record) ? Claim.UNKNOWN : answer(record, Optional.of(unknown.text()));
    };
  }

  private Claim answer(SourceRecord record, Optional<String> objection) {
    if (objection.isEmpty()) {
      return Claim.ALLOWED;
    }
    counts.count(Outcome.FOREIGN_CLAIM);
    if (settings.mode() == Mode.WATCH) {
      tell(record, "FOREIGN_CLAIM", objection.get());
      return Claim.ALLOWED;
    }
    return new Claim.Foreign(objection.get());
  }

  /**
   * When a record was said whose proof was judged.
   *
   * @return empty where proofs are not required, so that nobody knows
   */
  public Optional<Instant> saidAt(SourceRecord record) {
    String at = WhoSaid.text(record, ProofHeaders.AT);
    return settings.mode() != Mode.REQUIRED || !isAsked(record) || at.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(Long.parseLong(at)));
  }

  /**
   * The party that said a record whose proof was judged.
   *
   * @return empty where proofs are not required, so that nobody knows
   */
  public Optional<String> saidBy(SourceRecord record) {
    String party = WhoSaid.text(record, ProofHeaders.PARTY);
    return settings.mode() != Mode.REQUIRED || !isAsked(record) || party.isEmpty()
        ? Optional.empty()
        : Optional.of(party);
  }

  private boolean isAsked(SourceRecord record) {
    return settings.mode() != Mode.OFF
        && (settings.since().isEmpty()
            || !WhoSaid.appendedAt(record).isBefore(settings.since().get()));
  }

  private boolean mayBecomeKnown(SourceRecord record) {
    return WhoSaid.appendedAt(record).plus(UNKNOWN_FOR).isAfter(clock.instant());
  }

  /** One line a minute: a client that doesn't sign yet sends thousands. */
  private void tell(SourceRecord record, String reason, String text) {
    Instant now = clock.instant();
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(BETWEEN_LINES);
      LOG.warn("{} would be {}: {}", record, reason, text);
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
