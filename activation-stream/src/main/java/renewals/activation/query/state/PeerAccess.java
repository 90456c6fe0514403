package renewals.activation.query.state;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import renewals.kit.http.InstanceProof;

/**
 * How instances ask each other.
 *
 * @param proof shows that this one is of them; absent where no token is configured
 * @param tls whether they speak TLS
 * @param trust whose certificates they believe; absent for the JDK's authorities
 */
public record PeerAccess(Optional<InstanceProof> proof, boolean tls, Optional<SSLContext> trust) {

  /** On one machine, where nobody is asked who he is. */
  public static final PeerAccess OPEN = new PeerAccess(Optional.empty(), false, Optional.empty());
}
