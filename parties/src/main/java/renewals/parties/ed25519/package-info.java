/** Ed25519 (RFC 8032): public keys, and the library that holds signatures against them. */
@NullMarked
package renewals.parties.ed25519;

import org.jspecify.annotations.NullMarked;
