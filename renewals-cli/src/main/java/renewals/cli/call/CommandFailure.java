package renewals.cli.call;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** A command could not do what was asked; the message says in one line why. */
public final class CommandFailure extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public CommandFailure(String message) {
    this(message, null);
  }

  /**
   * What to say where a service gave no answer.
   *
   * @param url the service
   * @param why what came instead
   */
  public static String noAnswer(String url, IOException why) {
    return "%s gave no answer: %s; ./renewals up starts all on this machine"
        .formatted(url, reasonOf(why));
  }

  /** Why no answer came, in a few words. */
  public static String reasonOf(IOException why) {
    String said = why.getMessage();
    if (why.getCause() instanceof UnresolvedAddressException) {
      return "its host has no address";
    }
    return why instanceof ConnectException
        ? "nothing listens there"
        : said == null ? why.getClass().getSimpleName() : said;
  }
}
