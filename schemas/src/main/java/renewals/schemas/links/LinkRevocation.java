package renewals.schemas.links;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That links made before a moment open nothing any more, as a record of the topic {@code
 * link-revocations} says it. Its key is a renewalId: the links of this renewal that were made
 * before the record was appended. Or it is {@code m/<merchantId>}: those of the page of all cards
 * of this merchant. Or it is {@code before/<epoch milliseconds>}: all links that were made before
 * then; no renewalId has a slash. The value says who asked; none takes it back.
 *
 * @param renewalId or {@code m/<merchantId>}; null where it is about all links
 * @param before links that were made before then
 */
public record LinkRevocation(@Nullable String renewalId, Instant before) {

  private static final String BEFORE = "before/";

  /** The key of what revokes the links of a renewal. */
  public static byte[] keyOf(String renewalId) {
    return renewalId.getBytes(StandardCharsets.UTF_8);
  }

  /** The key of what revokes all links that were made before then. */
  public static byte[] keyOf(Instant before) {
    return (BEFORE + before.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a record says; empty where its key is none of ours.
   *
   * @param appendedAt the broker's stamp
   */
  public static Optional<LinkRevocation> of(byte[] key, Instant appendedAt) {
    String text = new String(key, StandardCharsets.UTF_8);
    if (!text.startsWith(BEFORE)) {
      return Optional.of(new LinkRevocation(text, appendedAt));
    }
    try {
      long millis = Long.parseLong(text.substring(BEFORE.length()));
      return Optional.of(new LinkRevocation(null, Instant.ofEpochMilli(millis)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
