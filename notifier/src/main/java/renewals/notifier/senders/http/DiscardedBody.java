package renewals.notifier.senders.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body that nobody wants. Its answer is there as soon as its head is; the body is read
 * and thrown away meanwhile, so that the connection serves the next request. What is longer than so
 * many bytes, or is not over in time, is not worth that: its connection is closed.
 */
public final class DiscardedBody implements BodySubscriber<DiscardedBody> {

  private final int most;
  private long read;
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();
  private volatile boolean isCut;
  private volatile Flow.@Nullable Subscription subscription;

  /**
   * Nothing has been read yet.
   *
   * @param most how many bytes are read at most, or a few more: as many as come at once
   */
  public DiscardedBody(int most) {
    this.most = most;
  }

  /** Whether no more of it comes. */
  boolean isOver() {
    return over.isDone();
  }

  /** Gives the body so much longer. */
  public void endWithin(Duration time) {
    if (!over.isDone()) {
      var unused =
          over.orTimeout(time.toNanos(), TimeUnit.NANOSECONDS)
              .exceptionally(
                  late -> {
                    cut();
                    return false;
                  });
    }
  }

  private void cut() {
    isCut = true;
    over.complete(false);
    Flow.Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
  }

  @Override
  public CompletionStage<DiscardedBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (isCut) {
      given.cancel();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      read += buffer.remaining();
    }
    if (read > most) {
      cut();
    }
  }

  @Override
  public void onError(Throwable failure) {
    over.complete(false);
  }

  @Override
  public void onComplete() {
    over.complete(true);
  }
}
