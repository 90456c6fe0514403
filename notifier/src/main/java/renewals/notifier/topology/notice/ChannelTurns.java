package renewals.notifier.topology.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.topology.output.Counts;

/** Notices of one trigger that are tried one after the other, in the order of their channels. */
final class ChannelTurns {

  private final OpenNotices notices;
  private final Duration patience;
  private final NoticeTries tries;
  private final Counts counts;

  /**
   * Turns of the notices of one partition.
   *
   * @param patience how long each has before the next is tried as well
   */
  ChannelTurns(OpenNotices notices, Duration patience, NoticeTries tries, Counts counts) {
    this.notices = notices;
    this.patience = patience;
    this.tries = tries;
    this.counts = counts;
  }

  /**
   * Keeps one that was composed until its turn.
   *
   * @param rank its place in the order, from 0
   * @param before how many others that wait go before it
   */
  void reserve(Notice composed, int rank, long before, Instant now) {
    notices.put(OpenNotice.reserved(composed, rank, turnOf(before, now)));
  }

  /**
   * Those before it have had their time: it is tried, unless it is quiet. Then they have theirs
   * from the end of the quiet on, as what was sent before may arrive meanwhile.
   */
  void take(@Nullable Contact contact, OpenNotice open, Instant now) {
    List<OpenNotice> siblings = notices.siblingsOf(open.notice());
    Optional<Instant> quiet =
        siblings.stream()
            .filter(sibling -> sibling.phase() == Phase.HELD)
            .findFirst()
            .map(OpenNotice::dueAt)
            .or(
                () ->
                    Optional.ofNullable(contact)
                        .flatMap(known -> known.quietUntil(open.notice().kind(), now)));
    if (quiet.isPresent()) {
      long before =
          siblings.stream()
              .filter(sibling -> OpenNotices.isReserved(sibling) && sibling.rank() < open.rank())
              .count();
      notices.put(open.dueAt(turnOf(before, quiet.get())));
    } else {
      counts.count(Counts.Event.NEXT_CHANNEL);
      tries.tryNow(open, contact, now);
    }
  }

  /** Where none of those that were tried is left the next takes its turn; the others move up. */
  void advance(Notice failed, @Nullable Contact contact, Instant now) {
    List<OpenNotice> siblings = notices.siblingsOf(failed);
    if (siblings.isEmpty() || !siblings.stream().allMatch(OpenNotices::isReserved)) {
      return;
    }
    siblings.forEach(notices::cancelTimer);
    for (int i = 1; i < siblings.size(); i++) {
      notices.put(siblings.get(i).dueAt(turnOf(i - 1, now)));
    }
    counts.count(Counts.Event.NEXT_CHANNEL);
    tries.tryNow(siblings.getFirst(), contact, now);
  }

  /** One channel has reached the merchant, or what it said is void: the others need not try. */
  void drop(Notice settled) {
    for (OpenNotice sibling : notices.siblingsOf(settled)) {
      if (OpenNotices.isReserved(sibling)) {
        notices.cancelTimer(sibling);
        notices.remove(sibling);
      }
    }
  }

  /** When one has its turn before which so many others wait. */
  private Instant turnOf(long before, Instant now) {
    return now.plus(patience.multipliedBy(before + 1));
  }
}
