package renewals.stack.sim;

import org.jspecify.annotations.Nullable;

/** The simulation itself could not go on; this says nothing of the pipeline's promises. */
public final class SimulationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SimulationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
