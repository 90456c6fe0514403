/**
 * The announcements' part of the graph: judged in one place, walked past the cards of every
 * partition, told once a merchant.
 */
@NullMarked
package renewals.activation.announcement.stream;

import org.jspecify.annotations.NullMarked;
