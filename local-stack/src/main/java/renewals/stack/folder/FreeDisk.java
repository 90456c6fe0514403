package renewals.stack.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import renewals.stack.process.StackException;

/**
 * Room on the disk of a data folder: a broker that finds none while it runs takes down the rest.
 */
public final class FreeDisk {

  /** An empty stack takes some 10 MB: this is room to work in, in bytes. */
  public static final long LEAST = 512L << 20;

  private static final long MEGABYTE = 1L << 20;

  private FreeDisk() {}

  /**
   * Refuses a folder whose disk has less room.
   *
   * @param data a folder that exists
   * @param needed in bytes
   * @param what it is needed for
   * @throws StackException there is less; the message names what is there and what is needed
   */
  public static void demand(Path data, long needed, String what) {
    try {
      refuse(data, Files.getFileStore(data).getUsableSpace(), needed, what);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell how much room is left for " + data, e);
    }
  }

  static void refuse(Path data, long free, long needed, String what) {
    if (free < needed) {
      throw new StackException(
          "the disk of %s has %d MB left, expected at least %d MB for %s; free some, or name another folder with --data"
              .formatted(data, free / MEGABYTE, needed / MEGABYTE, what));
    }
  }
}
