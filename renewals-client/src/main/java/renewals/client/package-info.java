/**
 * The client of those who publish events into Kafka: what an event's identity, content and outcome
 * are, and a publisher that checks, signs and sends. {@link renewals.client.RenewalPublisher} is
 * where to begin, {@link renewals.client.RetryingPublisher} sends again what Kafka did not take.
 */
@NullMarked
package renewals.client;

import org.jspecify.annotations.NullMarked;
