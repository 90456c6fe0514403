package renewals.stack.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Holds a folder for a process and the children it has started, for as long as one of them lives:
 * the system releases what they hold when they die, however that happens.
 *
 * <p>In a file of that folder the owner locks the first byte, and each child the byte whose
 * position is its process id. So whoever comes next sees who is there, and nothing can be stale.
 *
 * <p>Uses nothing but the JDK, since children join on whatever class path they have. No process may
 * open that file twice: closing either releases the locks of both.
 */
public final class FolderLock implements AutoCloseable {

  private static final String FILE = ".renewals-lock";
  private static final long OWNER = 0;
  private static final long LEAST_PID = 1;
  private static final long GREATEST_PID = 1L << 40;

  private static final Duration POLL = Duration.ofMillis(100);

  /** Locks belong to a process, so what it holds is known to all of it. */
  private static final Map<Path, FolderLock> HELD = new ConcurrentHashMap<>();

  /** As a child, until the process ends. */
  private static final List<FileLock> JOINED = new CopyOnWriteArrayList<>();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Somebody else works in that folder. */
  public static final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;

    HeldException(String message) {
      super(message);
    }
  }

  /**
   * Takes a folder for this process. Where a process that was killed has left children, waits until
   * they have ended.
   *
   * @param childrenEnd how long they may take
   * @throws HeldException another process works there; the message names it
   * @throws IOException the file cannot be written or locked
   */
  public static FolderLock take(Path existing, Duration childrenEnd)
      throws IOException, HeldException {
    Path folder = existing.toRealPath();
    if (HELD.containsKey(folder)) {
      throw new HeldException("in use by process " + ProcessHandle.current().pid());
    }
    FolderLock lock = new FolderLock(folder, open(folder));
    try {
      if (lock.channel.tryLock(OWNER, 1, false) == null) {
        throw new HeldException("in use by process " + lock.ownerId());
      }
      lock.sayWho();
      lock.awaitChildren(childrenEnd);
    } catch (IOException | HeldException | RuntimeException e) {
      lock.channel.close();
      throw e;
    }
    HELD.put(folder, lock);
    return lock;
  }

  /** The folders that this process holds, which its children join. */
  static Set<Path> held() {
    return Set.copyOf(HELD.keySet());
  }

  /**
   * Holds a folder as a child of its owner, until this process ends.
   *
   * @param folder a real path
   */
  static void join(Path folder) throws IOException {
    FileLock own =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE)
            .tryLock(ProcessHandle.current().pid(), 1, false);
    if (own != null) {
      JOINED.add(own);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(folder);
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(FILE),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void sayWho() throws IOException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private String ownerId() throws IOException {
    String pid = Files.readString(folder.resolve(FILE)).strip();
    return pid.isEmpty() ? "of an unknown id" : pid;
  }

  private void awaitChildren(Duration atMost) throws IOException, HeldException {
    long end = System.nanoTime() + atMost.toNanos();
    for (OptionalLong child = anyChild(); child.isPresent(); child = anyChild()) {
      if (System.nanoTime() - end > 0) {
        throw new HeldException(
            "in use by process %d, left by one that was killed".formatted(child.getAsLong()));
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new HeldException("in use by process %d".formatted(child.getAsLong()));
      }
    }
  }

  /** The child with the lowest process id, found by halving: the system does not say who locks. */
  private OptionalLong anyChild() throws IOException {
    if (isFree(LEAST_PID, GREATEST_PID)) {
      return OptionalLong.empty();
    }
    long low = LEAST_PID;
    long high = GREATEST_PID;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (isFree(low, middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return OptionalLong.of(low);
  }

  private boolean isFree(long first, long last) throws IOException {
    try (FileLock probe = channel.tryLock(first, last - first + 1, false)) {
      return probe != null;
    }
  }
}
