/** What is measured: rivals, latency, many open cases, slow senders. */
@NullMarked
package renewals.bench.experiment;

import org.jspecify.annotations.NullMarked;
