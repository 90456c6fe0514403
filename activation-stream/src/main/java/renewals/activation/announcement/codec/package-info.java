/** Between announcements, the contract's events, and stored state. */
@NullMarked
package renewals.activation.announcement.codec;

import org.jspecify.annotations.NullMarked;
