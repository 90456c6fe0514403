package renewals.notifier.topology.address;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.delivery.AddressHealth;
import renewals.notifier.domain.delivery.AddressPolicy;
import renewals.notifier.domain.delivery.AddressPolicy.Pass;
import renewals.notifier.domain.delivery.AddressPolicy.Sign;
import renewals.notifier.domain.delivery.Answer;
import renewals.notifier.domain.delivery.OpenNotice;

/** Sees by the answers how merchants' addresses are doing, and which notices are tried there. */
public final class AddressWatch {

  /** What an answer changed. */
  public enum Change {
    NONE,
    /** The address has failed for long, or is gone: it is paused. */
    PAUSED,
    /** The address was paused, and works again. */
    RECOVERED
  }

  private final AddressBook book;
  private final AddressPolicy policy;

  /** The watch of one partition. */
  public AddressWatch(AddressBook book, AddressPolicy policy) {
    this.book = book;
    this.policy = policy;
  }

  /**
   * A sender has answered, or a gateway has reported.
   *
   * @param open the notice as it was before
   * @param contact in force; what is said of other addresses counts for nothing
   */
  public Change answered(OpenNotice open, Answer answer, @Nullable Contact contact, Instant now) {
    Channel channel = open.notice().channel();
    String mark = open.sentTo();
    if (mark == null || contact == null || !isInForce(contact, channel, mark)) {
      return Change.NONE;
    }
    AddressHealth before = book.health(contact.merchantId(), channel);
    boolean wasPaused = before != null && before.isPaused() && before.mark().equals(mark);
    Sign sign = AddressPolicy.signOf(open, answer);
    boolean isNew = open.notice().kind() == Kind.WEBHOOK_CHALLENGE && !wasPaused;
    if (isNew && sign != Sign.WORKS) {
      return Change.NONE; // one that has yet to prove itself is given up with its challenge
    }
    AddressHealth after = policy.after(before, mark, sign, now);
    if (Objects.equals(before, after)) {
      return Change.NONE;
    }
    book.keepHealth(contact.merchantId(), channel, after);
    boolean isPaused = after != null && after.isPaused();
    return wasPaused == isPaused ? Change.NONE : isPaused ? Change.PAUSED : Change.RECOVERED;
  }

  /** Whether nothing but probes is sent to that address of the merchant's. */
  public boolean isPaused(String merchantId, Channel channel, Address to) {
    AddressHealth health = healthOf(merchantId, channel, to);
    return health != null && health.isPaused();
  }

  /**
   * What becomes of a notice that is due; a probe is noted as made.
   *
   * @param isToldElsewhere whether another channel tells the merchant
   */
  public Pass pass(OpenNotice open, Address to, boolean isToldElsewhere, Instant now) {
    String merchantId = open.notice().merchantId();
    Channel channel = open.notice().channel();
    AddressHealth health = healthOf(merchantId, channel, to);
    Pass pass = policy.pass(open, health, isToldElsewhere, now);
    if (pass == Pass.PROBE && health != null) {
      book.keepHealth(merchantId, channel, AddressPolicy.probed(health, now));
    }
    return pass;
  }

  /** When a notice has waited long enough for a paused webhook address. */
  public Instant heldUntil(OpenNotice open) {
    return policy.heldUntil(open);
  }

  /** When a paused address is tried next, seen from now. */
  public Instant nextProbe(Instant now) {
    return now.plus(policy.probeEvery());
  }

  /**
   * Another contact is in force, or none: what is known of addresses that are gone is forgotten.
   */
  public void contactChanged(String merchantId, @Nullable Contact after) {
    for (Channel channel : Channel.values()) {
      AddressHealth health = book.health(merchantId, channel);
      if (health != null && (after == null || !isInForce(after, channel, health.mark()))) {
        book.keepHealth(merchantId, channel, null);
      }
    }
  }

  private @Nullable AddressHealth healthOf(String merchantId, Channel channel, Address to) {
    AddressHealth health = book.health(merchantId, channel);
    return health != null && health.mark().equals(to.mark()) ? health : null;
  }

  private static boolean isInForce(Contact contact, Channel channel, String mark) {
    return contact.address(channel).filter(to -> to.mark().equals(mark)).isPresent();
  }
}
