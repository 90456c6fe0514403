package renewals.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import renewals.bench.load.BenchException;

/**
 * Keeps a command running during a round, so that others who share the machine can wait: it must
 * echo what it reads once it is this benchmark's turn, as {@code flock FILE cat} does.
 */
public final class Hold implements AutoCloseable {

  private static final long STOP_SECONDS = 10;

  private final @Nullable Process process;

  private Hold(@Nullable Process process) {
    this.process = process;
  }

  /** Waits for the command's echo; without a command there is nothing to wait for. */
  public static Hold take(Optional<String> command) {
    if (command.isEmpty()) {
      return new Hold(null);
    }
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command.get())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Writer to = process.outputWriter(StandardCharsets.UTF_8);
      to.write("run\n");
      to.flush();
      BufferedReader from =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      if (from.readLine() == null) {
        throw new BenchException(
            "--hold is '%s', expected a command that echoes its input".formatted(command.get()));
      }
      return new Hold(process);
    } catch (IOException e) {
      throw new BenchException("--hold is '%s': %s".formatted(command.get(), e), e);
    }
  }

  /** Ends the command by closing what it reads. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
