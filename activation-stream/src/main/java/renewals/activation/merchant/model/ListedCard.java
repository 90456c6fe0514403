package renewals.activation.merchant.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.model.MerchantNews.CardState;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.schemas.card.CardExpiry;

/**
 * A card in its merchant's list, as the outputs tell. They may come in any order between their two
 * topics.
 *
 * @param renewalId his latest renewal of it
 * @param renewalAt when that was told of first
 * @param validUntil null if it has none; before its ledger knows it, as a request said
 * @param validAt when its ledger told that; the epoch where it never did
 * @param stateAt when {@code state} was told
 * @param lastAt when anything was told of it last
 */
public record ListedCard(
    String iccid,
    String terminalId,
    String carrierId,
    String renewalId,
    Instant renewalAt,
    @Nullable Instant validUntil,
    Instant validAt,
    CardState state,
    Instant stateAt,
    Instant lastAt) {

  /**
   * What is known of a card after some news.
   *
   * @param before null if nothing was
   * @return null where the news names no card
   */
  public static @Nullable ListedCard after(@Nullable ListedCard before, MerchantNews news) {
    String iccid = news.iccid();
    if (iccid == null) {
      return before;
    }
    ListedCard card =
        before == null
            ? new ListedCard(
                iccid,
                text(news.terminalId()),
                text(news.carrierId()),
                news.renewalId(),
                news.at(),
                null,
                Instant.EPOCH,
                CardState.ACTIVE,
                Instant.EPOCH,
                news.at())
            : before;
    return card.renewed(news).dated(news).told(news);
  }

  /** Until when it works, as far as outputs tell. */
  public CardExpiry expiry() {
    return validAt.isAfter(Instant.EPOCH)
        ? CardExpiry.ofLedger(validUntil)
        : CardExpiry.asRequested(validUntil);
  }

  /** Whether it may be forgotten: as its renewals are. */
  public boolean isForgotten(Instant now) {
    Instant kept = validUntil != null && validUntil.isAfter(lastAt) ? validUntil : lastAt;
    return kept.plus(ListedRenewal.KEPT).isBefore(now);
  }

  private ListedCard renewed(MerchantNews news) {
    boolean later =
        (news.said() == Said.ACCEPTED || news.said() == Said.ACTIVATED)
            && !news.at().isBefore(renewalAt);
    return later
        ? new ListedCard(
            text(news.iccid()),
            text(news.terminalId()),
            text(news.carrierId()),
            news.renewalId(),
            news.at(),
            validUntil,
            validAt,
            state,
            stateAt,
            lastAt)
        : this;
  }

  private ListedCard dated(MerchantNews news) {
    if (news.isOfLedger()) {
      return news.at().isBefore(validAt) ? this : dated(news.validUntil(), news.at());
    }
    return dated(expiry().then(CardExpiry.asRequested(news.validUntil())).until(), validAt);
  }

  private ListedCard dated(@Nullable Instant until, Instant at) {
    return new ListedCard(
        iccid, terminalId, carrierId, renewalId, renewalAt, until, at, state, stateAt, lastAt);
  }

  private ListedCard told(MerchantNews news) {
    CardState said = news.cardState();
    boolean later = said != null && !news.at().isBefore(stateAt);
    return new ListedCard(
        iccid,
        terminalId,
        carrierId,
        renewalId,
        renewalAt,
        validUntil,
        validAt,
        said != null && later ? said : state,
        later ? news.at() : stateAt,
        news.at().isAfter(lastAt) ? news.at() : lastAt);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
