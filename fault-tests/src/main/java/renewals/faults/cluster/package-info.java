/** Brokers, registry and service instances that can be harmed, with proxies between them. */
@NullMarked
package renewals.faults.cluster;

import org.jspecify.annotations.NullMarked;
