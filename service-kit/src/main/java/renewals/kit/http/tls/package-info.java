/** Certificates and keys of servers and clients, read again when they change. */
@NullMarked
package renewals.kit.http.tls;

import org.jspecify.annotations.NullMarked;
