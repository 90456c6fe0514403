package renewals.producer.domain;

import java.util.concurrent.CompletableFuture;

/** Remembers, over all instances and restarts, which signatures have been used. */
public interface NonceLedger {

  /**
   * Claims a nonce for one request.
   *
   * @param created when the signature was made, in epoch seconds
   * @return whether it was the first claim; fails with {@link renewals.client.UnavailableException}
   *     where that can't be known now
   */
  CompletableFuture<Boolean> claim(String keyId, String nonce, long created);
}
