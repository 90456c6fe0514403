package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a renewal is expected to be usable.
 *
 * @param likely the median
 * @param by holds in nine cases out of ten; absent where nobody can say
 */
public record Expected(@Nullable Instant likely, @Nullable Instant by) {}
