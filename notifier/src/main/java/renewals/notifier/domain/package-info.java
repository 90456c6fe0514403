/** What merchants are told, when, and how often it is tried. Knows the JDK and itself. */
@NullMarked
package renewals.notifier.domain;

import org.jspecify.annotations.NullMarked;
