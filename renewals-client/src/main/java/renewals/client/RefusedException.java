package renewals.client;

import java.util.List;
import renewals.schemas.contract.Violation;

/** An event breaks the contract: sending it again is useless. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  public RefusedException(List<Violation> violations) {
    super(violations.toString());
    this.violations = List.copyOf(violations);
  }

  /** Every way in which it does. */
  public List<Violation> violations() {
    return violations;
  }
}
