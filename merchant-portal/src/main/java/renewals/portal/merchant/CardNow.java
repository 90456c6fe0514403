package renewals.portal.merchant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A card, whatever its renewal is at.
 *
 * @param worksUntil its end, null where it doesn't work now, or nobody knows: who renews early is
 *     told that his card works before anything else
 * @param isOpen whether nobody can say for now whether it works
 * @param isHindered whether something else stands in its way, so that there is a gap now and
 *     something to do about it
 * @param isClosed whether it is closed for good, so that no time is to be given or hoped for
 */
record CardNow(
    @Nullable Instant worksUntil, boolean isOpen, boolean isHindered, boolean isClosed) {}
