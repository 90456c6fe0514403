package renewals.producer.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import renewals.producer.access.RefusedRequestException;

/**
 * Bodies of many events that are signed as a whole: nothing of one counts before all of it is here.
 * One has room for 8 MiB, all of them at once for 64 MiB.
 *
 * <p>Source: partners, "Signed requests".
 */
final class SignedBodies {

  private static final int PART = 64 * 1024;
  private static final int MOST_PARTS = 128;
  private static final int MOST_PARTS_OF_ALL = 1024;

  private final Semaphore room = new Semaphore(MOST_PARTS_OF_ALL);

  /** A whole body, which takes room until it is closed. */
  final class Body implements AutoCloseable {

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int parts;

    byte[] bytes() {
      return held.toByteArray();
    }

    private void readAll(InputStream in) throws IOException {
      byte[] part = in.readNBytes(PART);
      while (part.length > 0) {
        if (parts == MOST_PARTS) {
          throw RefusedRequestException.tooLarge(
              "a signed body has at most %d bytes; more go by token or certificate"
                  .formatted(MOST_PARTS * PART));
        }
        if (!room.tryAcquire()) {
          throw RefusedRequestException.unavailable("too many signed bodies are under way");
        }
        parts++;
        held.writeBytes(part);
        part = in.readNBytes(PART);
      }
    }

    @Override
    public void close() {
      room.release(parts);
    }
  }

  /**
   * Reads a request's body.
   *
   * @throws RefusedRequestException it is too large, or there is no room now
   */
  Body read(Context context) throws IOException {
    Body body = new Body();
    boolean whole = false;
    try {
      body.readAll(context.req().getInputStream());
      whole = true;
      return body;
    } finally {
      if (!whole) {
        body.close();
      }
    }
  }
}
