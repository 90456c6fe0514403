/** Traces as OpenTelemetry writes them down; of the services only {@code main} sees it. */
@NullMarked
package renewals.tracing;

import org.jspecify.annotations.NullMarked;
