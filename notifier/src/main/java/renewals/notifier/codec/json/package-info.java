/** The JSON that receivers read: merchants' webhooks and tills. */
@NullMarked
package renewals.notifier.codec.json;

import org.jspecify.annotations.NullMarked;
