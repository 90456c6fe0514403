/**
 * Webhooks at one's own server: what merchants are told as it happens, and samples of each kind.
 */
@NullMarked
package renewals.cli.listen;

import org.jspecify.annotations.NullMarked;
