package renewals.producer.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.http.ProblemCode;
import renewals.parties.model.Identifiers;
import renewals.parties.signature.UnprovenException;
import renewals.schemas.contract.Violation;

/**
 * Writes a line for each refusal and counts it: who, by which key, with which claim, from where.
 * Never a secret, never a body. What a stranger wrote stands there only where it has the form of an
 * id.
 */
final class Refusals {

  private static final Logger AUDIT = LoggerFactory.getLogger("renewals.audit");

  /** What stands in a line for who is not known. */
  static final String NOBODY = "-";

  private final MeterRegistry meters;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  Refusals(MeterRegistry meters) {
    this.meters = meters;
    for (UnprovenException.Reason reason : UnprovenException.Reason.values()) {
      counter(nameOf(reason), NOBODY);
    }
  }

  /** A request that doesn't prove whose it is. */
  void unproven(UnprovenException failure, String party, String keyId, String address) {
    String reason = nameOf(failure.reason());
    counter(reason, party).increment();
    write(401, reason, party, keyId, NOBODY, address, String.valueOf(failure.getMessage()));
  }

  /** An event that isn't its party's to say. */
  void foreign(ProblemCode answer, String party, String keyId, Violation claim, String address) {
    counter("claim", party).increment();
    String said = "%s=%s".formatted(claim.field(), claim.given().replace(' ', '_'));
    write(answer.status(), "claim", party, keyId, said, address, "");
  }

  /** A party or an address that sends too much. */
  void tooMany(String reason, String party, String keyId, String address) {
    counter(reason, party).increment();
    write(429, reason, party, keyId, NOBODY, address, "");
  }

  /**
   * A notice of a payment channel that isn't taken.
   *
   * @param written whether a line is written, too
   */
  void notice(RefusedNotice refused, boolean written) {
    counter(refused.reason(), refused.party()).increment();
    if (written) {
      write(
          refused.status(),
          refused.reason(),
          refused.party(),
          refused.keyId(),
          NOBODY,
          refused.address(),
          refused.why());
    }
  }

  private static void write(
      int status,
      String reason,
      String party,
      String keyId,
      String claim,
      String address,
      String why) {
    AUDIT.warn(
        "refused {} {} party={} key={} claim={} address={} {}",
        status,
        reason,
        party,
        Identifiers.isKey(keyId) ? keyId : NOBODY,
        claim,
        address,
        why);
  }

  private Counter counter(String reason, String party) {
    return counters.computeIfAbsent(
        reason + "/" + party,
        key ->
            Counter.builder("renewals.intake.refusals")
                .description("Requests and events that were not their sender's to send")
                .tag("reason", reason)
                .tag("party", party)
                .register(meters));
  }

  private static String nameOf(UnprovenException.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
