package renewals.producer.access;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import renewals.kit.http.Arrival;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.parties.signature.UnprovenException;
import renewals.parties.signature.UnprovenException.Reason;
import renewals.producer.domain.Speaker;
import renewals.schemas.contract.Violation;

/**
 * Where no parties are known, only programs on this machine may say anything, and they may say all.
 * What a proxy passes on came from elsewhere.
 */
public final class LoopbackGate implements Gate {

  private final Refusals refusals;

  /** A gate that counts whom it refuses. */
  public LoopbackGate(MeterRegistry meters) {
    this.refusals = new Refusals(meters);
  }

  private record LetIn(Refusals refusals, String address) implements Admission {

    @Override
    public Speaker speaker() {
      return Speaker.ANYBODY;
    }

    @Override
    public boolean coversBody() {
      return false;
    }

    @Override
    public <T> T prove(byte[] body, Supplier<T> meanwhile) {
      // there is no credential to hold it against
      return meanwhile.get();
    }

    @Override
    public void spend() {
      // nobody has limits
    }

    @Override
    public void spendWaiting() {
      // nobody has limits
    }

    @Override
    public void refused(ProblemCode answer, Violation claim) {
      refusals.foreign(answer, Refusals.NOBODY, Refusals.NOBODY, claim, address);
    }

    @Override
    public RefusedRequestException tooMuch(String detail) {
      return RefusedRequestException.unavailable(detail);
    }

    @Override
    public void close() {
      // nothing was taken
    }
  }

  @Override
  public Admission admit(Context context) {
    String address = ServiceHttp.client(context);
    for (var names = context.req().getHeaderNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      if (Arrival.isForwarding(name)) {
        refusals.unproven(passedOn(), Refusals.NOBODY, Refusals.NOBODY, address);
        throw RefusedRequestException.unauthorized(
            "the request carries %s, and callers through a proxy are not identified"
                .formatted(name));
      }
    }
    return new LetIn(refusals, address);
  }

  private static UnprovenException passedOn() {
    return new UnprovenException(
        Reason.CREDENTIAL, "a proxy passed it on, and nobody told it whose it is");
  }
}
