/** JMH benchmarks of what every event passes; {@code ./renewals bench --micro}. */
@NullMarked
package renewals.bench.micro;

import org.jspecify.annotations.NullMarked;
