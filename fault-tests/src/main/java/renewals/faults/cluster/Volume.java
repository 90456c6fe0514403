package renewals.faults.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import renewals.stack.process.StackException;

/**
 * A folder with a disk of its own, which can be full: a tmpfs. It is filled by making it as small
 * as what lies on it, so that a ballast file need not take up the machine's memory.
 */
public final class Volume {

  private static final long ROOMY = 6L << 30;
  private static final long LEEWAY = 16 << 10;
  private static final int TRIES = 50;
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  private final Path folder;
  private final AtomicBoolean mounted = new AtomicBoolean(true);

  private Volume(Path folder) {
    this.folder = folder;
  }

  /** Whether this process may mount; tries it in that folder. */
  public static boolean isPossible(Path scratch) {
    try {
      Files.createDirectories(scratch);
      Volume tried = mount(scratch);
      tried.unmount();
      return true;
    } catch (StackException no) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + scratch, e);
    }
  }

  /** Gives a folder a disk of its own, empty and with room. */
  static Volume mount(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + ROOMY, "tmpfs", folder.toString());
    return new Volume(folder);
  }

  /** Unmounts all that an earlier run, ended by force, left mounted below a folder. */
  public static void unmountBelow(Path folder) {
    if (!Files.exists(MOUNTS)) {
      return;
    }
    try {
      Files.readAllLines(MOUNTS).stream()
          .map(line -> line.split(" ", 3))
          .filter(fields -> fields[0].equals("tmpfs"))
          .map(fields -> Path.of(fields[1].replace("\\040", " ")))
          .filter(mounted -> mounted.startsWith(folder.toAbsolutePath()))
          .sorted(Comparator.reverseOrder())
          .forEach(mounted -> new Volume(mounted).unmount());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MOUNTS, e);
    }
  }

  /** From now on next to nothing more fits, and soon nothing: writing fails with ENOSPC. */
  public void fill() {
    for (int tries = 1; ; tries++) {
      try {
        resize(used() + tries * LEEWAY);
        return;
      } catch (StackException e) {
        // Whoever writes meanwhile may have taken more than that.
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private long used() {
    try {
      FileStore store = Files.getFileStore(folder);
      return store.getTotalSpace() - store.getUnallocatedSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see how full %s is".formatted(folder), e);
    }
  }

  /** There is room again. */
  public void relieve() {
    resize(ROOMY);
  }

  void unmount() {
    if (mounted.getAndSet(false)) {
      // Lazily: whoever still looks at it must not keep it.
      run("umount", "-l", folder.toString());
    }
  }

  private void resize(long bytes) {
    run("mount", "-o", "remount,size=" + bytes, folder.toString());
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new StackException("%s: %s".formatted(List.of(command), said));
      }
    } catch (IOException e) {
      throw new StackException("%s: %s".formatted(List.of(command), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while mounting", e);
    }
  }
}
