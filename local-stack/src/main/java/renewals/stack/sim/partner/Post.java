package renewals.stack.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;

/** Posts events to the intakes, one by one, for who plays no story. */
public final class Post implements AutoCloseable {

  private final HttpChannel http;
  private final SendListener witness;

  public Post(Partners partners) {
    this.http = new HttpChannel(partners);
    this.witness = partners.witness();
  }

  /**
   * Posts an event until it is accepted.
   *
   * @param renewalId whose it is
   * @throws SimulationException it was refused, or patience was at an end
   */
  public void send(String renewalId, JsonNode event) throws InterruptedException {
    switch (http.send(event)) {
      case HttpChannel.Taken taken ->
          witness.acknowledged(renewalId, Identity.of(event), taken.place());
      case HttpChannel.Refused refused ->
          throw new SimulationException("%s: %s".formatted(renewalId, refused.why()), null);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
