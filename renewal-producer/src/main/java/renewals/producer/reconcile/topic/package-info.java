/** The topic {@code reconcile-due}: who is due, over all instances. */
@NullMarked
package renewals.producer.reconcile.topic;

import org.jspecify.annotations.NullMarked;
