package renewals.activation.merchant.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.model.MerchantNews.CardState;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.schemas.card.CardExpiry;

/**
 * A card in its merchant's list, as the outputs tell. They keep their order within each of their
 * two topics and none between them, and their times don't give one ({@link ListedRenewal}): so what
 * each kind told last is kept by itself, and who looks for a card asks its ledger where one of them
 * fits.
 *
 * @param renewalId his latest renewal of it
 * @param renewalAt when that was told of first
 * @param requested until when it works, as a request said last before the ledger told anything
 * @param activated its expiry by its last activation or reversal
 * @param reminded its expiry by its last reminder: another merchant's reversal may have moved it
 * @param granted whether the network took it, by its last activation or reversal
 * @param word the same by its carrier's last word
 * @param lastAt when anything was told of it last
 */
public record ListedCard(
    String iccid,
    String terminalId,
    String carrierId,
    String renewalId,
    Instant renewalAt,
    @Nullable Instant requested,
    Told<Instant> activated,
    Told<Instant> reminded,
    Told<CardState> granted,
    Told<CardState> word,
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
                Told.nothing(),
                Told.nothing(),
                Told.nothing(),
                Told.nothing(),
                news.at())
            : before;
    return card.renewed(news).told(news);
  }

  /** Until when it works, as far as outputs tell; null if it has no expiry. */
  public @Nullable Instant validUntil() {
    return expiry().until();
  }

  /** Until when it works, as far as outputs tell. */
  public CardExpiry expiry() {
    Told<Instant> told = activated.orLater(reminded);
    return told.anything() ? CardExpiry.ofLedger(told.what()) : CardExpiry.asRequested(requested);
  }

  /** Whether an expiry and a state that it may have fit a question. */
  public boolean mayFit(BiPredicate<@Nullable Instant, CardState> fits) {
    List<@Nullable Instant> untils = new ArrayList<>();
    Stream.of(activated, reminded).filter(Told::anything).forEach(one -> untils.add(one.what()));
    if (untils.isEmpty()) {
      untils.add(requested);
    }
    List<CardState> states = new ArrayList<>();
    for (Told<CardState> one : List.of(granted, word)) {
      CardState state = one.what();
      if (state != null) {
        states.add(state);
      }
    }
    if (states.isEmpty()) {
      states.add(CardState.ACTIVE);
    }
    return untils.stream()
        .anyMatch(until -> states.stream().anyMatch(state -> fits.test(until, state)));
  }

  /** Whether it may be forgotten: as its renewals are. */
  public boolean isForgotten(Instant now) {
    Instant until = validUntil();
    Instant kept = until != null && until.isAfter(lastAt) ? until : lastAt;
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
            requested,
            activated,
            reminded,
            granted,
            word,
            lastAt)
        : this;
  }

  private ListedCard told(MerchantNews news) {
    Told<Instant> until = new Told<>(news.validUntil(), news.at());
    boolean stated = news.cardState() != null;
    Told<CardState> state = new Told<>(news.cardState(), news.at());
    boolean ofLedger = news.isOfLedger();
    return new ListedCard(
        iccid,
        terminalId,
        carrierId,
        renewalId,
        renewalAt,
        ofLedger || news.validUntil() == null ? requested : news.validUntil(),
        news.isActivation() ? until : activated,
        ofLedger && !news.isActivation() ? until : reminded,
        stated && news.isActivation() ? state : granted,
        stated && !news.isActivation() ? state : word,
        news.at().isAfter(lastAt) ? news.at() : lastAt);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
