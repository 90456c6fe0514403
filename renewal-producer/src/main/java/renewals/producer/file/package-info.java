/** Events from files and standard input, one JSON object a line. */
@NullMarked
package renewals.producer.file;

import org.jspecify.annotations.NullMarked;
