package renewals.producer.reconcile.rules;

import java.time.Instant;
import java.util.Optional;

/**
 * What a channel has said of all orders of a renewal.
 *
 * @param paidAt when the latest of its payments was made; empty where none was
 * @param unknown what it hints at without saying it, for operators
 */
public record ChannelWord(Optional<Instant> paidAt, Optional<String> unknown) {}
