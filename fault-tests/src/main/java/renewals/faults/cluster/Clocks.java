package renewals.faults.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Clocks that are wrong for one process: Debian's package {@code faketime}. */
public final class Clocks {

  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private Clocks() {}

  /** Whether it is installed. */
  public static boolean arePossible() {
    return library().isPresent();
  }

  /**
   * The environment of a process whose wall clock is off; the monotonic one goes as ever.
   *
   * @throws IllegalStateException it is not installed
   */
  static Map<String, String> off(Duration by) {
    Path library = library().orElseThrow(() -> new IllegalStateException("faketime is missing"));
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        "%+ds".formatted(by.toSeconds()),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1");
  }

  private static Optional<Path> library() {
    return Stream.of("x86_64-linux-gnu/", "aarch64-linux-gnu/", "")
        .map(folder -> Path.of("/usr/lib/" + folder + LIBRARY))
        .filter(Files::exists)
        .findFirst();
  }
}
