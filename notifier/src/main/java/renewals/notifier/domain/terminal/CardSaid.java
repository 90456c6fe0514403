package renewals.notifier.domain.terminal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an output says of the card beside its news, for the till that holds it.
 *
 * @param key the masked key of its number, which is the same with its check digit and without; null
 *     where no card is named
 * @param until until when it works, as its renewal's request said; null where it didn't
 */
public record CardSaid(@Nullable String key, @Nullable Instant until) {}
