package renewals.stack.sim.partner;

import org.jspecify.annotations.Nullable;
import renewals.cli.call.SelfExplaining;

/** The simulation itself could not go on; this says nothing of the pipeline's promises. */
public final class SimulationException extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public SimulationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
