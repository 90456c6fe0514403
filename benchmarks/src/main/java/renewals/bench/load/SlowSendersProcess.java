package renewals.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@link SlowSenders} in a process of their own, which gets only those processors that nobody else
 * wants: in life they would be on machines of their own, and what they use is none of the server's
 * cost.
 */
public final class SlowSendersProcess implements AutoCloseable {

  private static final long STOP_SECONDS = 30;
  private static final List<String> JVM =
      List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Process process;
  private final BufferedReader said;

  private SlowSendersProcess(Process process) {
    this.process = process;
    this.said = process.inputReader(UTF_8);
  }

  /** Starts so many against a port of this machine, and waits until all have come. */
  public static SlowSendersProcess start(int count, int port) {
    List<String> command = new ArrayList<>(LeastPriority.command());
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SlowSendersMain.class.getName());
    command.addAll(List.of(String.valueOf(count), String.valueOf(port)));
    try {
      SlowSendersProcess started =
          new SlowSendersProcess(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
      String line = started.said.readLine();
      if (!SlowSendersMain.CONNECTED.equals(line)) {
        started.close();
        throw new BenchException("slow senders say %s, expected that they came".formatted(line));
      }
      return started;
    } catch (IOException e) {
      throw new BenchException("slow senders could not be started: " + e, e);
    }
  }

  /** Lets them go, and says what became of them. */
  public SlowCounts end() {
    try {
      process.getOutputStream().close();
      @Nullable String line = said.readLine();
      if (line == null) {
        throw new BenchException("slow senders ended before they were told to");
      }
      return SlowCounts.of(line);
    } catch (IOException e) {
      throw new BenchException("slow senders don't say what became of them: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
