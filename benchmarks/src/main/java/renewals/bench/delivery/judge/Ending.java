package renewals.bench.delivery.judge;

import org.jspecify.annotations.Nullable;
import renewals.v1.ReceiptState;

/**
 * The last receipt of a notice.
 *
 * @param reason in words, if it says one
 */
public record Ending(ReceiptState state, @Nullable String reason) {}
