/**
 * What stores hold and how: the compact form of values ({@link
 * renewals.streams.state.StateWriter}), the kinds of store, one whose newest entries are in memory
 * ({@link renewals.streams.state.WriteBehindStore}), and work that is done whole or not at all
 * ({@link renewals.streams.state.UndoLog}).
 */
@NullMarked
package renewals.streams.state;

import org.jspecify.annotations.NullMarked;
