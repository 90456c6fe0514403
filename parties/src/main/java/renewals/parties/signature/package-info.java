/**
 * HTTP message signatures (RFC 9421) with content digests (RFC 9530), as far as the contract uses
 * them. Knows no HTTP server.
 */
@NullMarked
package renewals.parties.signature;

import org.jspecify.annotations.NullMarked;
