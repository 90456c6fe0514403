/** Creates and verifies the topics of the catalogue, and registers their schemas. */
@NullMarked
package renewals.cli.topics;

import org.jspecify.annotations.NullMarked;
