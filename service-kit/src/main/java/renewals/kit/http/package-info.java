/**
 * An HTTP server and what every service of ours asks of it: hosts, limits, TLS, errors as
 * problem+json.
 */
@NullMarked
package renewals.kit.http;

import org.jspecify.annotations.NullMarked;
