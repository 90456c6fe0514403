package renewals.bench.load;

import org.jspecify.annotations.Nullable;

/** A benchmark could not be run; the message says why in one line. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BenchException(String message) {
    this(message, null);
  }

  public BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
