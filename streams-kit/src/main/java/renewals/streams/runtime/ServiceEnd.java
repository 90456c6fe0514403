package renewals.streams.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import renewals.kit.kafka.UnfitClusterException;

/** How a service ends: it is closed, or fails for good. The first counts. For any thread. */
public final class ServiceEnd {

  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** It was closed. */
  public void closed() {
    end.complete(null);
  }

  /**
   * It failed for good.
   *
   * @return false if it has ended already
   */
  public boolean failed(Throwable cause) {
    return end.completeExceptionally(cause);
  }

  /**
   * Waits for it; an interrupted thread waits no longer.
   *
   * @param service for the error's text
   * @throws UnfitClusterException the cluster won't do any more
   * @throws IllegalStateException it failed for good; the cause is the first that it met
   */
  public void await(String service) {
    try {
      end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnfitClusterException unfit) {
        throw unfit;
      }
      throw new IllegalStateException(service + " failed: " + e.getCause(), e.getCause());
    }
  }
}
