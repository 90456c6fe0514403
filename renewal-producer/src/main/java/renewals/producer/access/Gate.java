package renewals.producer.access;

import io.javalin.http.Context;

/** Lets requests in, or refuses them, by their heads. */
public interface Gate {

  /**
   * Lets one in.
   *
   * @throws RefusedRequestException it isn't let in
   */
  Admission admit(Context request);
}
