package renewals.producer.access;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import renewals.kit.http.Arrival;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.parties.model.Parties;
import renewals.parties.model.Parties.Credential;
import renewals.parties.model.Party;
import renewals.parties.signature.UnprovenException;
import renewals.parties.signature.UnprovenException.Reason;
import renewals.producer.domain.NonceLedger;
import renewals.producer.domain.Speaker;
import renewals.schemas.contract.Violation;

/**
 * Lets parties in by their credentials.
 *
 * <p>Source: partners, "Signed requests".
 */
public final class PartyGate implements Gate {

  private static final String UNTOLD =
      "no credential of a party in force: a signature (RFC 9421), Authorization: Bearer or a client"
          + " certificate that holds";

  private final Supplier<Parties> parties;
  private final NonceLedger nonces;
  private final Clock clock;
  private final Tries tries;
  private final PartyLimits limits = new PartyLimits();
  private final Refusals refusals;

  /**
   * A gate.
   *
   * @param triesPerSecond how often one address may fail to prove who it is
   */
  public PartyGate(
      Supplier<Parties> parties,
      NonceLedger nonces,
      Clock clock,
      MeterRegistry meters,
      int triesPerSecond) {
    this.parties = parties;
    this.nonces = nonces;
    this.clock = clock;
    this.tries = new Tries(triesPerSecond);
    this.refusals = new Refusals(meters);
  }

  @Override
  public Admission admit(Context context) {
    Arrival arrival = ServiceHttp.arrival(context);
    Duration pause = tries.pause(arrival.client());
    if (!pause.isZero()) {
      refusals.tooMany("tries", "-", "-", arrival.client());
      throw RefusedRequestException.tooMany("too many tries of this address failed", pause);
    }
    Caller caller = new Caller(arrival.client());
    try {
      Shown shown = Shown.by(new HttpHead(context.req(), arrival.overTls()), arrival);
      caller.keyId = shown.keyId();
      Credential credential = shown.find(parties.get());
      caller.keyId = credential.key().keyId();
      caller.party = credential.party().id();
      shown.verify(credential.key());
      Instant now = clock.instant();
      Optional<String> whyNot = credential.key().period().whyNot(now);
      if (whyNot.isPresent()) {
        throw new UnprovenException(
            Reason.PERIOD, "key %s %s".formatted(shown.keyId(), whyNot.get()));
      }
      shown.demandFresh(now);
      return begin(caller, credential, shown);
    } catch (UnprovenException e) {
      throw refuse(e, caller);
    }
  }

  private Admission begin(Caller caller, Credential credential, Shown shown) {
    PartyLimits.Usage usage = limits.of(credential.party());
    if (!usage.begin()) {
      throw tooMany(
          "connections",
          caller,
          "%s has %d requests under way".formatted(caller.party, usage.limits().connections()),
          Duration.ofSeconds(1));
    }
    return new Admitted(caller, shown, usage);
  }

  private RefusedRequestException refuse(UnprovenException failure, Caller caller) {
    tries.failed(caller.address);
    refusals.unproven(failure, caller.party, caller.keyId, caller.address);
    return RefusedRequestException.unauthorized(
        failure.isTold() ? String.valueOf(failure.getMessage()) : UNTOLD);
  }

  private RefusedRequestException tooMany(
      String reason, Caller caller, String detail, Duration pause) {
    refusals.tooMany(reason, caller.party, caller.keyId, caller.address);
    return RefusedRequestException.tooMany(detail, pause);
  }

  /** The party of a key as it is now, as long as that counts. */
  private Optional<Party> current(String keyId) {
    return parties
        .get()
        .key(keyId)
        .filter(credential -> credential.key().period().includes(clock.instant()))
        .map(Credential::party);
  }

  /** What is known of who asks; more and more. */
  private static final class Caller {

    private final String address;
    private String keyId = "-";
    private String party = "-";

    private Caller(String address) {
      this.address = address;
    }
  }

  private final class Admitted implements Admission {

    private final Caller caller;
    private final Shown shown;
    private final PartyLimits.Usage usage;
    private final Speaker speaker;

    private Admitted(Caller caller, Shown shown, PartyLimits.Usage usage) {
      this.caller = caller;
      this.shown = shown;
      this.usage = usage;
      this.speaker = Speaker.of(caller.party, () -> current(caller.keyId));
    }

    @Override
    public Speaker speaker() {
      return speaker;
    }

    @Override
    public boolean coversBody() {
      return shown.coversBody();
    }

    @Override
    public <T> T prove(byte[] body, Supplier<T> meanwhile) {
      try {
        return shown.prove(body, nonces, meanwhile);
      } catch (UnprovenException e) {
        throw refuse(e, caller);
      }
    }

    @Override
    public void spend() {
      Duration pause = usage.spend();
      if (!pause.isZero()) {
        throw tooMany(
            "rate",
            caller,
            "%s may send %d events a second".formatted(caller.party, usage.limits().perSecond()),
            pause);
      }
    }

    @Override
    public void spendWaiting() throws InterruptedException {
      usage.spendWaiting();
    }

    @Override
    public void refused(ProblemCode answer, Violation claim) {
      refusals.foreign(answer, caller.party, caller.keyId, claim, caller.address);
    }

    @Override
    public RefusedRequestException tooMuch(String detail) {
      return tooMany(
          "bodies", caller, "%s has %s".formatted(caller.party, detail), Duration.ofSeconds(1));
    }

    @Override
    public void close() {
      usage.end();
    }
  }
}
