/** The rivals that keep renewals in PostgreSQL: one commit a record, and one a poll. */
@NullMarked
package renewals.bench.rival.sql;

import org.jspecify.annotations.NullMarked;
