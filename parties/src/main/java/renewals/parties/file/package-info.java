/** The file of parties: read strictly, looked at again while a service runs. */
@NullMarked
package renewals.parties.file;

import org.jspecify.annotations.NullMarked;
