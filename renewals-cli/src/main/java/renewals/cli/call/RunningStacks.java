package renewals.cli.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import renewals.kit.OwnerOnly;

/**
 * The stacks that {@code ./renewals up} runs for this user on this machine: each stands as a file
 * in his state folder, named by the process, that says where the settings for commands are.
 */
public final class RunningStacks {

  private final Path folder;

  RunningStacks(Path folder) {
    this.folder = folder;
  }

  /** Those of this user: below {@code XDG_STATE_HOME}, or {@code ~/.local/state}. */
  public static RunningStacks ofUser() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state != null && Path.of(state).isAbsolute()
            ? Path.of(state)
            : Path.of(System.getProperty("user.home", "")).resolve(".local").resolve("state");
    return new RunningStacks(base.resolve("renewals").resolve("stacks"));
  }

  /**
   * Says that this process runs one, until it ends. Where nothing can be written, commands have to
   * be told where it is.
   *
   * @param settings the file of settings for commands
   * @return whether commands find it
   */
  public boolean announce(Path settings) {
    ProcessHandle self = ProcessHandle.current();
    try {
      OwnerOnly.folder(folder);
      Path file = folder.resolve(Long.toString(self.pid()));
      Files.deleteIfExists(file);
      file.toFile().deleteOnExit();
      Files.writeString(
          OwnerOnly.file(file), "%s%n%s%n".formatted(settings.toAbsolutePath(), startOf(self)));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The files of settings of those that run. What others may have written is passed over: it would
   * lead commands, and what they tell, to where somebody else likes.
   *
   * @param complaint takes a line on each of these
   */
  List<Path> all(Consumer<String> complaint) {
    if (!Files.isDirectory(folder) || !isOwn(folder, complaint)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> isOwn(file, complaint))
          .flatMap(file -> settingsOf(file).stream())
          .filter(settings -> isOwn(settings, complaint))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isOwn(Path path, Consumer<String> complaint) {
    try {
      Optional<String> doubt = OwnerOnly.doubt(path);
      doubt.ifPresent(why -> complaint.accept("%s is passed over: %s".formatted(path, why)));
      return doubt.isEmpty();
    } catch (IOException e) {
      // it has just ended
      return false;
    }
  }

  /** Of a stack that was killed nothing runs any more, or another process under its number. */
  private static Optional<Path> settingsOf(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      Optional<ProcessHandle> owner =
          ProcessHandle.of(Long.parseLong(file.getFileName().toString()));
      boolean runs =
          lines.size() == 2
              && owner.filter(ProcessHandle::isAlive).map(RunningStacks::startOf).stream()
                  .anyMatch(lines.get(1)::equals);
      Path settings = Path.of(lines.isEmpty() ? "" : lines.getFirst());
      return runs && Files.isReadable(settings) ? Optional.of(settings) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
