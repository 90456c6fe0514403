/** What one partition learns of how long payment and review take. */
@NullMarked
package renewals.activation.estimate.learn;

import org.jspecify.annotations.NullMarked;
