package renewals.notifier.codec.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The try of a notice that a gateway's reference stands for.
 *
 * @param causeAt null in what older releases sent
 */
public record Referent(
    String merchantId, String noticeId, @Nullable Instant causeAt, int attempt) {}
