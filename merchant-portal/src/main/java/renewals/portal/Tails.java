package renewals.portal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import renewals.kit.sandbox.ServiceClock;
import renewals.portal.config.PortalSettings;
import renewals.portal.follow.ChangedRenewals;
import renewals.portal.follow.KnownContacts;
import renewals.portal.follow.LinkRevocations;
import renewals.portal.live.LiveSubscribers;
import renewals.portal.ops.DeadLetterCounts;
import renewals.portal.ops.RecentRenewals;
import renewals.portal.ops.UndeliveredNotices;
import renewals.portal.ops.UnknownPayments;
import renewals.schemas.Topics;
import renewals.streams.tail.CommittedConsumers;
import renewals.streams.tail.TopicTail;
import renewals.streams.tail.TopicTail.From;

/** What the pages follow, each topic on a thread of its own and in no group. */
final class Tails implements AutoCloseable {

  private static final Duration A_DAY = Duration.ofHours(24);

  private final List<TopicTail> tails;

  private Tails(List<TopicTail> tails) {
    this.tails = tails;
  }

  static Tails start(
      PortalSettings settings,
      LiveSubscribers subscribers,
      KnownContacts contacts,
      LinkRevocations revocations,
      DeadLetterCounts dead,
      UndeliveredNotices notices,
      UnknownPayments unknown,
      RecentRenewals recent,
      ServiceClock time) {
    Clock clock = time.clock();
    CommittedConsumers consumers =
        new CommittedConsumers(settings.bootstrapServers(), settings.kafka(), time);
    Tails tails =
        new Tails(
            List.of(
                new TopicTail(
                    "changes",
                    consumers,
                    ChangedRenewals.TOPICS,
                    new From.WhileHeard(subscribers),
                    new ChangedRenewals(subscribers::changed),
                    clock),
                new TopicTail(
                    "contacts",
                    consumers,
                    List.of(Topics.KNOWN_CONTACTS.name()),
                    new From.TheBeginning(),
                    contacts,
                    clock),
                new TopicTail(
                    "link-revocations",
                    consumers,
                    List.of(Topics.LINK_REVOCATIONS.name()),
                    new From.TheBeginning(),
                    revocations,
                    clock),
                new TopicTail(
                    "dead-letters",
                    consumers,
                    List.of(Topics.DEAD_LETTERS.name()),
                    lastDay(time),
                    dead,
                    clock),
                new TopicTail(
                    "receipts",
                    consumers,
                    List.of(Topics.NOTICE_RECEIPTS.name()),
                    lastDay(time),
                    notices,
                    clock),
                new TopicTail(
                    "reconcile-due",
                    consumers,
                    List.of(Topics.RECONCILE_DUE.name()),
                    new From.TheBeginning(),
                    unknown,
                    clock),
                new TopicTail(
                    "recent-renewals",
                    consumers,
                    List.of(Topics.RENEWAL_UPDATES.name()),
                    new From.Ago(RecentRenewals.KEPT),
                    recent,
                    clock)));
    tails.tails.forEach(TopicTail::start);
    return tails;
  }

  /** A sandbox's broker knows true times only; who reads drops what is older himself. */
  private static From lastDay(ServiceClock time) {
    return time.isOfSandbox() ? new From.TheBeginning() : new From.Ago(A_DAY);
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::close);
  }
}
