package renewals.stack.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows what happens while it happens: a block that is drawn again in place on a terminal, else a
 * line every few seconds without any control characters.
 */
final class LiveView implements AutoCloseable {

  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final Duration LINE = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private final Supplier<List<String>> block;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("live-view").unstarted(task));
  private volatile long began;
  private int drawn;

  /** What will be shown, once it is {@link #start started}. */
  LiveView(PrintWriter out, boolean terminal, Supplier<List<String>> block) {
    this.out = out;
    this.terminal = terminal;
    this.block = block;
  }

  /** Begins to show; until then nothing is drawn. */
  void start() {
    began = System.nanoTime();
    long pause = (terminal ? REDRAW : LINE).toMillis();
    Future<?> unused = clock.scheduleAtFixedRate(this::draw, pause, pause, TimeUnit.MILLISECONDS);
  }

  private synchronized void draw() {
    List<String> lines = block.get();
    String time = String.format(Locale.ROOT, "%3d s", (System.nanoTime() - began) / 1_000_000_000);
    if (terminal) {
      if (drawn > 0) {
        // up so many lines, then clear to the end of the screen
        out.printf("\u001b[%dA\u001b[J", drawn);
      }
      out.println(time);
      lines.forEach(line -> out.println("  " + line));
      drawn = lines.size() + 1;
    } else {
      out.println(time + "  " + String.join(" · ", lines));
    }
    out.flush();
  }

  /** Draws a last time and stops. */
  @Override
  public void close() {
    clock.shutdownNow();
    if (began != 0) {
      draw();
    }
  }
}
