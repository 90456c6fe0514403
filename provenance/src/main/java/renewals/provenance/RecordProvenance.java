package renewals.provenance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
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

  private final ProvenanceSettings settings;
  private final ProofJudge judge;
  private final ProvenanceCounts counts;
  private final LaterCounts later;
  private final Closing files = new Closing();

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
    this.later = new LaterCounts(judge, clock);
    this.counts = new ProvenanceCounts(meters, clock);
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
    Provenance provenance = judge.judge(WhoSaid.read(record));
    if (settings.mode() == Mode.WATCH) {
      // nothing is parked where nobody asks yet: what waits to be counted is looked at in passing
      later.look();
    }
    if (provenance instanceof Unknown && later.mayBecomeKnown(record)) {
      if (settings.mode() != Mode.WATCH) {
        return Verdict.WAITING;
      }
      if (later.add(record, atLast -> verdict(record, atLast))) {
        return Verdict.TAKEN;
      }
    }
    return verdict(record, provenance);
  }

  private Verdict verdict(SourceRecord record, Provenance provenance) {
    return switch (provenance) {
      case Proven proven -> {
        counts.count(Outcome.PROVEN);
        yield Verdict.TAKEN;
      }
      case Unproven unproven -> refused(record, unproven.text());
      case Unknown unknown -> refused(record, unknown.text());
    };
  }

  private Verdict refused(SourceRecord record, String text) {
    counts.count(Outcome.UNPROVEN);
    if (settings.mode() == Mode.WATCH) {
      counts.tell(record, Outcome.UNPROVEN, text);
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
    boolean isWatched = settings.mode() == Mode.WATCH;
    if (WhoSaid.isOfGateway(record)) {
      Optional<String> objection = ofGateway.objection(WhoSaid.text(record, ProofHeaders.PARTY));
      boolean isCounted =
          isWatched
              && objection.isPresent()
              && !(judge.judge(WhoSaid.read(record)) instanceof Proven);
      return isCounted ? Claim.ALLOWED : answer(record, objection);
    }
    Provenance provenance = judge.judge(WhoSaid.read(record));
    if (isWatched && !(provenance instanceof Proven)) {
      if (provenance instanceof Unknown && later.mayBecomeKnown(record)) {
        later.add(
            record,
            atLast -> {
              if (atLast instanceof Proven proven) {
                answer(record, proven.toJudge().flatMap(ofParty::objection));
              }
            });
      }
      return Claim.ALLOWED;
    }
    return switch (provenance) {
      case Proven proven -> answer(record, proven.toJudge().flatMap(ofParty::objection));
      case Unproven unproven -> answer(record, Optional.of(unproven.text()));
      case Unknown unknown ->
          later.mayBecomeKnown(record)
              ? Claim.UNKNOWN
              : answer(record, Optional.of(unknown.text()));
    };
  }

  private Claim answer(SourceRecord record, Optional<String> objection) {
    if (objection.isEmpty()) {
      return Claim.ALLOWED;
    }
    counts.count(Outcome.FOREIGN_CLAIM);
    if (settings.mode() == Mode.WATCH) {
      counts.tell(record, Outcome.FOREIGN_CLAIM, objection.get());
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
    return headerOf(record, ProofHeaders.AT).map(at -> Instant.ofEpochMilli(Long.parseLong(at)));
  }

  /**
   * The party that said a record whose proof was judged.
   *
   * @return empty where proofs are not required, so that nobody knows
   */
  public Optional<String> saidBy(SourceRecord record) {
    return headerOf(record, ProofHeaders.PARTY);
  }

  private Optional<String> headerOf(SourceRecord record, String name) {
    return settings.mode() == Mode.REQUIRED && isAsked(record)
        ? Optional.of(WhoSaid.text(record, name)).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private boolean isAsked(SourceRecord record) {
    return settings.mode() != Mode.OFF
        && (settings.since().isEmpty()
            || !WhoSaid.appendedAt(record).isBefore(settings.since().get()));
  }

  @Override
  public void close() {
    files.close();
  }
}
