package renewals.producer.file;

/**
 * Kafka or the registry stopped taking events before a file's end. What was accepted stays; the
 * whole file can be published again, as a fact counts once.
 */
public final class InterruptedPublishException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient FileResult soFar;

  InterruptedPublishException(long line, String why, FileResult soFar) {
    super("line %d could not be published: %s".formatted(line, why));
    this.soFar = soFar;
  }

  /** What became of the lines before. */
  public FileResult soFar() {
    return soFar;
  }
}
