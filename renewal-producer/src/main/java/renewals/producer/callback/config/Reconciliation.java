package renewals.producer.callback.config;

import renewals.producer.callback.query.NumberTemplates;
import renewals.producer.callback.query.OrderQuery;

/**
 * How a channel is asked.
 *
 * @param query asks it for one order
 * @param orders the numbers of a renewal's orders
 */
public record Reconciliation(OrderQuery query, NumberTemplates orders) {}
