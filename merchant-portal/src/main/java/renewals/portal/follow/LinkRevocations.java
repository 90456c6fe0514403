package renewals.portal.follow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.portal.access.RevokedLinks;
import renewals.schemas.links.LinkRevocation;
import renewals.streams.tail.TopicTail;

/**
 * Which links open nothing any more, as operators say on {@code link-revocations}. Before all of it
 * has been read no link opens: who has one is asked for his card's last digits. For any number of
 * threads.
 */
public final class LinkRevocations implements RevokedLinks, TopicTail.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(LinkRevocations.class);

  /** How long after the start a link waits for the topic to be read. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Instant> ofRenewals = new ConcurrentHashMap<>();
  private final CountDownLatch read = new CountDownLatch(1);
  private final Clock clock;
  private final Instant patientUntil;
  private volatile Instant ofAll = Instant.MIN;

  /** Knows none yet. */
  public LinkRevocations(Clock clock) {
    this.clock = clock;
    this.patientUntil = clock.instant().plus(PATIENCE);
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.key() == null) {
      return;
    }
    Instant at = Instant.ofEpochMilli(message.timestamp());
    Optional<LinkRevocation> revocation = LinkRevocation.of(message.key(), at);
    if (revocation.isEmpty()) {
      LOG.warn("link revocation at offset {} can't be read", message.offset());
      return;
    }
    String renewalId = revocation.get().renewalId();
    Instant before = revocation.get().before();
    if (renewalId == null) {
      ofAll = later(ofAll, before);
    } else {
      ofRenewals.merge(renewalId, before, LinkRevocations::later);
    }
  }

  @Override
  public void caughtUp() {
    read.countDown();
  }

  @Override
  public boolean isRevoked(String renewalId, Instant madeAt) {
    if (!isRead()) {
      return true;
    }
    return madeAt.isBefore(later(ofAll, ofRenewals.getOrDefault(renewalId, Instant.MIN)));
  }

  /** Whether links can be judged. */
  public String state(String ready) {
    return read.getCount() == 0 ? ready : "link-revocations isn't read yet: no link opens a page";
  }

  private boolean isRead() {
    try {
      long left = Duration.between(clock.instant(), patientUntil).toMillis();
      return read.getCount() == 0 || read.await(Math.max(0, left), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
