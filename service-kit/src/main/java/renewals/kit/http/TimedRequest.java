package renewals.kit.http;

import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body is being waited for while somebody wants to read of it. */
final class TimedRequest extends Request.Wrapper {

  private final Watch watch;
  private final HttpRefusals refusals;
  private final LongConsumer counter;
  private boolean failed;

  TimedRequest(Request request, Watch watch, HttpRefusals refusals, LongConsumer counter) {
    super(request);
    this.watch = watch;
    this.refusals = refusals;
    this.counter = counter;
  }

  @Override
  public void demand(Runnable demandCallback) {
    watch.wanted();
    super.demand(
        () -> {
          watch.came();
          demandCallback.run();
        });
  }

  @Override
  public Content.@Nullable Chunk read() {
    Content.Chunk chunk = super.read();
    if (chunk != null) {
      counter.accept(chunk.remaining());
    }
    if (Content.Chunk.isFailure(chunk) && !failed) {
      failed = true;
      if (!(chunk.getFailure() instanceof TimeoutException)) {
        refusals.count(HttpRefusals.Reason.BROKEN);
      } else if (!(chunk.getFailure() instanceof TooSlow) && !watch.isEnded()) {
        refusals.count(HttpRefusals.Reason.SLOW);
      }
    }
    return chunk;
  }

  /** By it an end of ours is known, which is counted already. */
  static final class TooSlow extends TimeoutException {

    private static final long serialVersionUID = 1L;

    TooSlow() {
      super("the request came too slowly");
    }
  }
}
