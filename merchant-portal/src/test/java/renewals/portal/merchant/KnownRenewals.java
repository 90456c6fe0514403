package renewals.portal.merchant;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import renewals.portal.client.Found;
import renewals.portal.client.QuoteQuery;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.query.QueryResponses;

/** Renewals in memory, which can be moved away. */
final class KnownRenewals implements RenewalLookup {

  private final Map<String, QueryResponses.Renewal> renewals = new ConcurrentHashMap<>();
  private final Map<String, QueryResponses.Card> byCarrier = new ConcurrentHashMap<>();
  private final List<QueryResponses.Announcement> announced = new CopyOnWriteArrayList<>();
  private final Map<String, List<QueryResponses.MerchantCards>> cards = new ConcurrentHashMap<>();
  private volatile boolean moving;
  private volatile boolean away;
  private final List<QuoteQuery> questions = new CopyOnWriteArrayList<>();
  private volatile String[] warnings = {};
  private final AtomicInteger asked = new AtomicInteger();

  KnownRenewals() {
    renewals.putAll(Samples.ofEveryState());
    renewals.putAll(Samples.ofACardThatWorks());
  }

  void put(QueryResponses.Renewal renewal) {
    renewals.put(renewal.renewalId(), renewal);
  }

  /** A renewal of a carrier of its own, by whose word its card stands like that. */
  void put(QueryResponses.Renewal renewal, QueryResponses.Card card) {
    String carrierId = "carrier of " + renewal.renewalId();
    put(Samples.ofCarrier(renewal, carrierId));
    byCarrier.put(carrierId, card);
  }

  void move() {
    moving = true;
  }

  void arrive() {
    moving = false;
  }

  /** From now on it is announced to all. */
  void announce(QueryResponses.Announcement announcement) {
    announced.add(announcement);
  }

  /** From now on these are announced, and no others. */
  void announceOnly(List<QueryResponses.Announcement> announcements) {
    announced.clear();
    announced.addAll(announcements);
  }

  @Override
  public List<QueryResponses.Announcement> announcements(
      String carrierId, String channelId, String planId) {
    return away ? List.of() : announced;
  }

  /** How often anybody asked for a renewal. */
  int asked() {
    return asked.get();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  @Override
  public Found<QueryResponses.Renewal> renewal(String renewalId) {
    asked.incrementAndGet();
    if (away) {
      return new Found.Away<>();
    }
    if (moving) {
      return new Found.Moving<>();
    }
    QueryResponses.Renewal renewal = renewals.get(renewalId);
    return renewal == null ? new Found.Unknown<>() : new Found.Known<>(renewal);
  }

  @Override
  public Found<QueryResponses.Card> card(String iccid, @Nullable String carrierId) {
    if (away) {
      return new Found.Away<>();
    }
    if (!moving && carrierId != null && byCarrier.containsKey(carrierId)) {
      return new Found.Known<>(byCarrier.get(carrierId));
    }
    return moving ? new Found.Moving<>() : new Found.Known<>(cardOf(iccid));
  }

  private static QueryResponses.Card cardOf(String iccid) {
    return Samples.card(iccid.equals(Samples.ICCID) ? "2026-12-31T15:59:59Z" : null);
  }

  @Override
  public Found<QueryResponses.Quote> quote(QuoteQuery question) {
    if (away) {
      return new Found.Away<>();
    }
    questions.add(question);
    String iccid = question.iccid();
    return moving
        ? new Found.Moving<>()
        : new Found.Known<>(Samples.quote(iccid == null ? null : cardOf(iccid), warnings));
  }

  @Override
  public Found<QueryResponses.MerchantCards> merchantCards(String merchantId, String cursor) {
    asked.incrementAndGet();
    List<QueryResponses.MerchantCards> pages = cards.get(merchantId);
    if (away || moving) {
      return away ? new Found.Away<>() : new Found.Moving<>();
    }
    return pages == null
        ? new Found.Unknown<>()
        : new Found.Known<>(pages.get(cursor.isEmpty() ? 0 : Integer.parseInt(cursor)));
  }

  /** A merchant has these cards, in so many answers. */
  void list(String merchantId, List<QueryResponses.MerchantCards> pages) {
    cards.put(merchantId, List.copyOf(pages));
  }

  @Override
  public List<String> carriers() {
    return List.of("cmcc", "telecom", "unicom");
  }

  /** What was asked of quotes. */
  List<QuoteQuery> questions() {
    return questions;
  }

  void warn(String... codes) {
    warnings = codes;
  }
}
