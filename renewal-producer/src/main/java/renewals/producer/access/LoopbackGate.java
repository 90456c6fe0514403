package renewals.producer.access;

import io.javalin.http.Context;
import java.util.function.Supplier;
import renewals.kit.http.Arrival;
import renewals.producer.domain.Speaker;
import renewals.schemas.contract.Violation;

/**
 * Where no parties are known, only programs on this machine may say anything, and they may say all.
 * What a proxy passes on came from elsewhere.
 */
public final class LoopbackGate implements Gate {

  private static final Admission LET_IN =
      new Admission() {
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
        public void refused(Violation claim) {
          // anybody may say anything
        }

        @Override
        public void close() {
          // nothing was taken
        }
      };

  @Override
  public Admission admit(Context context) {
    for (var names = context.req().getHeaderNames(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      if (Arrival.isForwarding(name)) {
        throw RefusedRequestException.unauthorized(
            "the request carries %s, and callers through a proxy are not identified"
                .formatted(name));
      }
    }
    return LET_IN;
  }
}
