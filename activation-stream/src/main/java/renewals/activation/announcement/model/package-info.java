/** Announcements and whom they are for: decides, knows no Kafka. */
@NullMarked
package renewals.activation.announcement.model;

import org.jspecify.annotations.NullMarked;
