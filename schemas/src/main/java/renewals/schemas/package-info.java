/** The topics of the contract and the types that travel on them. */
@NullMarked
package renewals.schemas;

import org.jspecify.annotations.NullMarked;
