/** What an operator does to the file of parties: adds, rotates, disables, looks. */
@NullMarked
package renewals.parties.admin;

import org.jspecify.annotations.NullMarked;
