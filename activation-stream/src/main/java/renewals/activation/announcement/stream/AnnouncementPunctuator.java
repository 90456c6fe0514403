package renewals.activation.announcement.stream;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.AnnouncementWalk;
import renewals.activation.announcement.model.AnnouncementWalk.Reached;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LatestRenewal;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/**
 * The walk past a partition's cards, a slice a tick: finds the merchants of which a card that
 * hasn't expired has a latest renewal that an announcement is for.
 *
 * <p>It goes along the index of reminders, from the earliest to the last. A card that hasn't
 * expired has an entry there, since it is always reminded at its expiry, and entries are only put
 * back to later times while a walk is ahead of them; so each such card that was there when the walk
 * began is passed at least once. It begins when what was appended before the announcement has been
 * read and booked. Meeting a merchant again does no harm: {@link TellOnceProcessor} tells him once.
 */
public final class AnnouncementPunctuator {

  /** A step looks at so many cards at most, so that nothing waits long for it. */
  private static final int MOST = 1_000;

  /** So many merchants are remembered as found, to find them less often. */
  private static final int MOST_REMEMBERED = 20_000;

  private static final long END = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final AnnouncementWalks walks;
  private final TimerStore index;
  private final Function<String, @Nullable Card> cards;
  private final int most;
  private final BiConsumer<Announced, String> found;
  private final Set<String> remembered = new HashSet<>();

  /**
   * The walk of a partition. Made anew in each {@code init}: what was found in a transaction that
   * was rolled back isn't remembered.
   *
   * @param index of the reminders
   * @param cards the head of a card's ledger by its key, null for none
   * @param most timers a tick may touch
   * @param found hears of each merchant that it finds, by merchantId; maybe several times
   */
  public AnnouncementPunctuator(
      AnnouncementWalks walks,
      TimerStore index,
      Function<String, @Nullable Card> cards,
      int most,
      BiConsumer<Announced, String> found) {
    this.walks = walks;
    this.index = index;
    this.cards = cards;
    this.most = Math.min(most, MOST);
    this.found = found;
  }

  /**
   * Goes on by a slice.
   *
   * @param watermark what was appended before then has been booked, in epoch milliseconds
   * @param wallClock in epoch milliseconds
   */
  public void goOn(long watermark, long wallClock) {
    AnnouncementWalk walk = walks.find();
    if (walk == null || !walk.mayBegin(Instant.ofEpochMilli(watermark))) {
      return;
    }
    Instant now = Instant.ofEpochMilli(wallClock);
    List<Announced> toTell = walk.announced().stream().filter(one -> !one.isPast(now)).toList();
    if (toTell.isEmpty()) {
      end(walk);
      return;
    }
    Reached from = walk.reached() == null ? Reached.NOTHING : walk.reached();
    List<Timer> slice =
        index.behind(new Timer(from.at().toEpochMilli(), from.cardKey()), END, most);
    slice.forEach(entry -> look(entry.subject(), toTell, now));
    if (slice.size() < most) {
      end(walk);
    } else {
      Timer last = slice.getLast();
      walks.moved(walk.to(new Reached(Instant.ofEpochMilli(last.at()), last.subject())));
    }
  }

  private void end(AnnouncementWalk walk) {
    walks.save(walk, walk.ended().orElse(null));
    remembered.clear();
  }

  private void look(String cardKey, List<Announced> toTell, Instant now) {
    Card card = cards.apply(cardKey);
    if (card == null) {
      return;
    }
    Instant validUntil = card.coverage().validUntil();
    if (validUntil == null || !validUntil.isAfter(now)) {
      return;
    }
    LatestRenewal latest = card.latest();
    for (Announced one : toTell) {
      if (one.announcement()
              .audience()
              .fits(latest.carrierId(), latest.channelId(), latest.planId())
          && isNew(one.updateId(latest.merchantId()))) {
        found.accept(one, latest.merchantId());
      }
    }
  }

  private boolean isNew(String updateId) {
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    return remembered.add(updateId);
  }
}
