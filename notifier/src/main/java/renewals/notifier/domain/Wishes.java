package renewals.notifier.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.timing.DigestTime;
import renewals.notifier.domain.timing.QuietHours;

/**
 * How and when a merchant wants to be told. Source: contract, merchant-contact.
 *
 * @param channels by name of a kind the channels to try, in this order; none where he doesn't want
 *     to be told. By name, as he may have a wish for a kind that this version doesn't tell
 * @param quiet when he is told nothing that isn't urgent; null for never
 * @param digest when what isn't urgent comes as one notice; null where each comes at once
 */
public record Wishes(
    Map<String, List<Channel>> channels, @Nullable QuietHours quiet, @Nullable DigestTime digest) {

  /** Of one who has said nothing. */
  public static final Wishes NONE = new Wishes(Map.of(), null, null);

  public Wishes {
    channels = Map.copyOf(channels);
  }

  /** The channels to try for a kind, if he has said any; none at all refuses it. */
  public Optional<List<Channel>> channelsFor(Kind kind) {
    return Optional.ofNullable(channels.get(kind.name()));
  }
}
