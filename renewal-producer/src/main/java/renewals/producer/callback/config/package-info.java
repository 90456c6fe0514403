/** Which channels call back, by the settings, and the files of their keys. */
@NullMarked
package renewals.producer.callback.config;

import org.jspecify.annotations.NullMarked;
