package renewals.producer.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import renewals.parties.model.Limits;
import renewals.parties.model.Party;

/** How much of this instance each party uses. Thread-safe. */
final class PartyLimits {

  private final ConcurrentHashMap<String, Usage> usages = new ConcurrentHashMap<>();

  /** What one party uses; other limits begin anew. */
  Usage of(Party party) {
    Usage usual = usages.get(party.id());
    if (usual != null && usual.limits.equals(party.limits())) {
      return usual;
    }
    return usages.compute(
        party.id(),
        (id, known) ->
            known != null && known.limits.equals(party.limits())
                ? known
                : new Usage(party.limits()));
  }

  /** What one party uses. */
  static final class Usage {

    private final Limits limits;
    private final Bucket events;
    private final Semaphore underWay;

    private Usage(Limits limits) {
      this.limits = limits;
      this.events =
          Bucket.builder()
              .addLimit(
                  limit ->
                      limit
                          .capacity(limits.burst())
                          .refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
              .build();
      this.underWay = new Semaphore(limits.connections());
    }

    Limits limits() {
      return limits;
    }

    boolean begin() {
      return underWay.tryAcquire();
    }

    void end() {
      underWay.release();
    }

    /** How long the party must pause before its next event; zero, and the event counts, if not. */
    Duration spend() {
      ConsumptionProbe probe = events.tryConsumeAndReturnRemaining(1);
      return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    void spendWaiting() throws InterruptedException {
      events.asBlocking().consume(1);
    }
  }
}
