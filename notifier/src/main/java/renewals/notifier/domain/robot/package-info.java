/** The robots of merchants' groups, as contacts name them. */
@NullMarked
package renewals.notifier.domain.robot;

import org.jspecify.annotations.NullMarked;
