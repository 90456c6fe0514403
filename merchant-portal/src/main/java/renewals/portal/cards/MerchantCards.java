package renewals.portal.cards;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.contract.EventContract;
import renewals.schemas.query.QueryResponses;

/**
 * The cards of merchants as pages show them. Who sorts and filters asks for the same list again and
 * again, so it is kept for a few seconds. For any number of threads.
 */
final class MerchantCards {

  /** A page shows no more: who has more is better served by the query API. */
  static final int MOST = 5_000;

  private static final Duration FRESH = Duration.ofSeconds(10);

  /** So many merchants' lists are kept; beyond, all are asked for anew. */
  private static final int MOST_KEPT = 50;

  private final RenewalLookup lookup;
  private final Clock clock;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(Listed listed, Instant asked) {}

  MerchantCards(RenewalLookup lookup, Clock clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /**
   * A merchant's cards, those that expire soonest first.
   *
   * @param isWhole whether these are all
   * @param readUpTo what was decided before then is in it; null where nobody can say for now
   */
  record Listed(
      List<QueryResponses.MerchantCard> cards, boolean isWhole, @Nullable String readUpTo) {

    Listed {
      cards = List.copyOf(cards);
    }
  }

  Found<Listed> of(String merchantId) {
    if (!EventContract.isId(merchantId)) {
      return new Found.Unknown<>();
    }
    Instant now = clock.instant();
    Kept known = kept.get(merchantId);
    if (known != null && known.asked().plus(FRESH).isAfter(now)) {
      return new Found.Known<>(known.listed());
    }
    Found<Listed> found = ask(merchantId);
    if (found instanceof Found.Known<Listed> fresh) {
      if (kept.size() >= MOST_KEPT) {
        kept.clear();
      }
      kept.put(merchantId, new Kept(fresh.answer(), now));
    }
    return found;
  }

  private Found<Listed> ask(String merchantId) {
    List<QueryResponses.MerchantCard> cards = new ArrayList<>();
    String cursor = "";
    while (true) {
      switch (lookup.merchantCards(merchantId, cursor)) {
        case Found.Known<QueryResponses.MerchantCards> known -> {
          QueryResponses.MerchantCards answer = known.answer();
          cards.addAll(answer.cards());
          String next = answer.cursor();
          if (next == null || cards.size() >= MOST) {
            return new Found.Known<>(new Listed(cards, next == null, answer.readUpTo()));
          }
          cursor = next;
        }
        case Found.Unknown<QueryResponses.MerchantCards> ignored -> {
          return new Found.Unknown<>();
        }
        case Found.Moving<QueryResponses.MerchantCards> ignored -> {
          return new Found.Moving<>();
        }
        case Found.Away<QueryResponses.MerchantCards> ignored -> {
          return new Found.Away<>();
        }
      }
    }
  }
}
