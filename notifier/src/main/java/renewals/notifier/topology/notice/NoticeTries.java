package renewals.notifier.topology.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.Step;

/**
 * What may be done with an open notice. Its timer must be cancelled or fired before.
 *
 * <p>Contacts are those in force, null where a merchant has none.
 */
interface NoticeTries {

  /** It is due now: handed over, held, or given up. */
  void tryNow(OpenNotice open, @Nullable Contact contact, Instant now);

  /** This was decided of it. */
  void carryOut(OpenNotice before, Step step, @Nullable Contact contact, Instant now);

  /** Notices of one trigger were composed, one for each channel of the plan, in its order. */
  void begin(List<Notice> composed, ChannelPlan plan, Contact contact, Instant now);
}
