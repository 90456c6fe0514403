package renewals.notifier.domain.message;

import java.time.Instant;
import java.util.Optional;

/** Makes links that open pages without typing. */
@FunctionalInterface
public interface PageLinks {

  /** Where there is no page to link to. */
  PageLinks NONE = (renewalId, at) -> Optional.empty();

  /**
   * The link to a renewal's page, if there are links.
   *
   * @param at the time of the trigger: the same moment gives the same link
   */
  Optional<String> to(String renewalId, Instant at);

  /**
   * The link to the page of all cards of a merchant, if there are links: only for him.
   *
   * @param at the same moment gives the same link
   */
  default Optional<String> toMerchant(String merchantId, Instant at) {
    return Optional.empty();
  }
}
