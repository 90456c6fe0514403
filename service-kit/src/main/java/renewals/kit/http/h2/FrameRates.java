package renewals.kit.http.h2;

import java.time.Duration;
import org.eclipse.jetty.http2.frames.WindowUpdateFrame;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;

/**
 * How often a connection may say what costs and asks for nothing: take a request back, be told that
 * one can't be taken, ping, change settings, go on with a head, send empty data or frames of no
 * known kind. Jetty asks for each. Of grants to send more there are many in any download, so they
 * are counted apart.
 */
final class FrameRates implements RateControl {

  private static final Duration WINDOW = Duration.ofSeconds(1);

  /** Beside each request under way taken back once: pings and settings are few. */
  private static final int MORE_A_SECOND = 28;

  /** A grant for each 32 KiB of 64 MiB a second; what we answer is far less. */
  private static final int GRANTS_A_SECOND = 2_048;

  private final WindowRateControl rest;
  private final WindowRateControl grants = new WindowRateControl(GRANTS_A_SECOND, WINDOW);
  private final Http2Watcher watcher;
  private volatile boolean over;

  /**
   * For one connection.
   *
   * @param requests that it may have under way
   */
  FrameRates(int requests, Http2Watcher watcher) {
    this.rest = new WindowRateControl(requests + MORE_A_SECOND, WINDOW);
    this.watcher = watcher;
  }

  @Override
  public boolean onEvent(Object event) {
    if (!over && !isTooMuch(event)) {
      return true;
    }
    if (!over) {
      over = true;
      watcher.flooded();
    }
    return false;
  }

  private boolean isTooMuch(Object event) {
    if (event.equals(UnreadFrames.TOO_MANY)) {
      return true;
    }
    return !(event instanceof WindowUpdateFrame ? grants : rest).onEvent(event);
  }
}
