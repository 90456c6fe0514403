package renewals.producer.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import renewals.producer.access.RefusedRequestException;

/**
 * Bodies of many events that are signed as a whole: nothing of one counts before all of it is here.
 * One has room for 8 MiB, all of them at once for 64 MiB, of which a party takes a quarter at most.
 *
 * <p>Source: partners, "Signed requests".
 */
final class SignedBodies {

  private static final int PART = 64 * 1024;
  private static final int MOST_PARTS = 128;
  private static final int MOST_PARTS_OF_ALL = 1024;
  private static final int MOST_PARTS_OF_A_PARTY = MOST_PARTS_OF_ALL / 4;

  private final Semaphore room = new Semaphore(MOST_PARTS_OF_ALL);
  private final ConcurrentHashMap<String, Semaphore> rooms = new ConcurrentHashMap<>();

  /** A whole body, which takes room until it is closed. */
  final class Body implements AutoCloseable {

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final Semaphore roomOfParty;
    private int parts;

    private Body(Semaphore roomOfParty) {
      this.roomOfParty = roomOfParty;
    }

    byte[] bytes() {
      return held.toByteArray();
    }

    private void readAll(InputStream in, Function<String, RefusedRequestException> tooMuch)
        throws IOException {
      byte[] part = in.readNBytes(PART);
      while (part.length > 0) {
        if (parts == MOST_PARTS) {
          throw RefusedRequestException.tooLarge(
              "a signed body has at most %d bytes; more go by token or certificate"
                  .formatted(MOST_PARTS * PART));
        }
        if (!roomOfParty.tryAcquire()) {
          throw tooMuch.apply(
              "signed bodies of %d bytes under way, a quarter of what all may have"
                  .formatted(MOST_PARTS_OF_A_PARTY * PART));
        }
        if (!room.tryAcquire()) {
          roomOfParty.release();
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
      roomOfParty.release(parts);
    }
  }

  /**
   * Reads a request's body.
   *
   * @param party whose it is said to be; its signature holds over the head
   * @param tooMuch makes the refusal where the party has its quarter under way
   * @throws RefusedRequestException it is too large, or there is no room now
   */
  Body read(InputStream in, String party, Function<String, RefusedRequestException> tooMuch)
      throws IOException {
    Body body = new Body(rooms.computeIfAbsent(party, id -> new Semaphore(MOST_PARTS_OF_A_PARTY)));
    boolean whole = false;
    try {
      body.readAll(in, tooMuch);
      whole = true;
      return body;
    } finally {
      if (!whole) {
        body.close();
      }
    }
  }
}
