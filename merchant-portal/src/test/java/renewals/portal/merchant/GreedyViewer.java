package renewals.portal.merchant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One link that wants every live page there is, as a process of its own which gets only the
 * processor time that nobody else wants: what it gets it keeps, and it asks for more at a fixed
 * rate, from ever other networks, each time on a new connection. Says {@value #REFUSED} when it was
 * refused first, goes on until its input ends, and says in one line what it got.
 */
final class GreedyViewer implements AutoCloseable {

  private static final String REFUSED = "refused";
  private static final int NETWORKS = 250;
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_LENGTH = 3;

  private final Process process;
  private final BufferedReader said;

  /**
   * What it got.
   *
   * @param taken live pages
   * @param refused asks that were answered with 503
   * @param cpu its processor time, its start included
   */
  record Loot(int taken, int refused, Duration cpu) {}

  private GreedyViewer(Process process) {
    this.process = process;
    this.said = process.inputReader(US_ASCII);
  }

  /** Starts it, and waits until it has all that it gets. */
  static GreedyViewer start(URI events, int asksPerSecond) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/chrt"))) {
      command.addAll(List.of("/usr/bin/chrt", "--idle", "0"));
    } else {
      command.addAll(List.of("nice", "-n", "19"));
    }
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    URI code =
        URI.create(
            GreedyViewer.class.getProtectionDomain().getCodeSource().getLocation().toString());
    command.addAll(List.of("-cp", Path.of(code).toString(), GreedyViewer.class.getName()));
    command.addAll(List.of(events.toString(), String.valueOf(asksPerSecond)));
    GreedyViewer started =
        new GreedyViewer(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    String line = started.said.readLine();
    if (!REFUSED.equals(line)) {
      started.close();
      throw new IOException("it says %s, expected that it was refused".formatted(line));
    }
    return started;
  }

  /** Lets it go, and says what it got. */
  Loot end() throws IOException {
    process.getOutputStream().close();
    String[] figures = String.valueOf(said.readLine()).split(" ", 3);
    return new Loot(
        Integer.parseInt(figures[0]),
        Integer.parseInt(figures[1]),
        Duration.ofMillis(Long.parseLong(figures[2])));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The address to ask for, and how often in a second. */
  public static void main(String[] args) throws IOException {
    URI events = URI.create(args[0]);
    long between = TimeUnit.SECONDS.toNanos(1) / Integer.parseInt(args[1]);
    Thread.ofPlatform().daemon().start(GreedyViewer::endWithParent);
    List<Socket> taken = new ArrayList<>();
    int refused = 0;
    long due = System.nanoTime();
    for (int i = 0; !ended; i++) {
      due += between;
      for (long left = due - System.nanoTime();
          left > 0 && !ended;
          left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      Socket socket = new Socket(InetAddress.getByName(events.getHost()), events.getPort());
      socket.setSoTimeout(TIMEOUT_MILLIS);
      if (isTaken(socket, events, "10.1.%d.1".formatted(i % NETWORKS))) {
        taken.add(socket);
      } else {
        socket.close();
        refused++;
        if (refused == 1) {
          System.out.println(REFUSED);
        }
      }
    }
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    System.out.println("%d %d %d".formatted(taken.size(), refused, cpu.toMillis()));
    for (Socket socket : taken) {
      socket.close();
    }
  }

  private static volatile boolean ended;

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent writes nothing: only the end says something
      }
    } catch (IOException e) {
      System.err.println(e);
    }
    ended = true;
  }

  private static boolean isTaken(Socket socket, URI events, String address) throws IOException {
    String request =
        """
        GET %s?%s HTTP/1.1\r
        Host: 127.0.0.1\r
        Accept: text/event-stream\r
        X-Forwarded-For: %s\r
        \r
        """
            .formatted(events.getRawPath(), events.getRawQuery(), address);
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] begin = in.readNBytes(STATUS_AT + STATUS_LENGTH);
    String status = new String(Arrays.copyOfRange(begin, STATUS_AT, begin.length), US_ASCII);
    return switch (status) {
      case "200" -> true;
      case "503" -> false;
      default -> throw new IOException("status %s, expected 200 or 503".formatted(status));
    };
  }
}
