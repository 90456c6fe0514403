package renewals.notifier.topology.standing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.json.WebhookPayload;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.ContactChange;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.ReachedAddresses;
import renewals.notifier.domain.delivery.ChannelOrders;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.topology.address.AddressBook;

/**
 * Tells what still holds at an address that another contact has brought: once, as one notice.
 * Source: docs/notices.md, "A contact that changes gets what is still true".
 */
public final class NewAddressTeller {

  /** What fits into one notice with the longest ids and texts. */
  private static final int MOST = 250;

  private final NoticeComposer composer;
  private final ChannelOrders orders;
  private final StandingNews standing;
  private final AddressBook addresses;
  private final Notices notices;
  private final NoticeComposer.Payloads payloads = new WebhookPayload();

  /** Where notices live. */
  public interface Notices {
    /** Notices that were just composed. */
    void begin(List<Notice> composed, ChannelPlan plan, Contact contact, Instant now);

    /** Whether that notice is open and goes, or went, to that address anyway. */
    boolean isOnItsWay(String noticeKey, Address to);
  }

  /** A teller. */
  public NewAddressTeller(
      NoticeComposer composer,
      ChannelOrders orders,
      StandingNews standing,
      AddressBook addresses,
      Notices notices) {
    this.composer = composer;
    this.orders = orders;
    this.standing = standing;
    this.addresses = addresses;
    this.notices = notices;
  }

  /**
   * Another contact is in force. Who changes his oftener than three times a day hears at new
   * addresses only what comes.
   *
   * @param before the one that was, null where there was none
   * @param change by which the change is known: a prefix of causes
   * @param at when the other came
   */
  public void tell(
      @Nullable Contact before, Contact contact, String change, Instant at, Instant now) {
    List<Channel> brought = ContactChange.brought(before, contact);
    ReachedAddresses known = addresses.of(contact.merchantId());
    LocalDate today = now.atZone(contact.zone()).toLocalDate();
    if (brought.isEmpty() || known.standing().leftOn(today) == 0) {
      return;
    }
    boolean isTold = false;
    List<NotificationTrigger> told = standing.told(contact.merchantId(), now);
    for (Channel channel : brought) {
      List<NotificationTrigger> wanted =
          told.stream().filter(cause -> isFor(channel, cause, contact)).toList();
      if (!wanted.isEmpty()) {
        List<NotificationTrigger> latest =
            wanted.subList(Math.max(0, wanted.size() - MOST), wanted.size());
        Digest digest = Digest.ofNewAddress(contact.merchantId(), change, at, latest);
        List<Channel> only = List.of(channel);
        notices.begin(
            composer.compose(digest, contact, only, payloads, now),
            new ChannelPlan(only, only.size()),
            contact,
            now);
        isTold = true;
      }
    }
    if (isTold) {
      addresses.keep(contact.merchantId(), known.withStanding(known.standing().plus(today, 1)));
    }
  }

  /** Whether he would be told of it there at once, and isn't anyway. */
  private boolean isFor(Channel channel, NotificationTrigger cause, Contact contact) {
    String key = Notice.keyOf(channel.noticeIdOf(cause.id()), cause.at());
    return ChannelPlan.of(cause.news().kind(), contact, orders).first().anyMatch(channel::equals)
        && !notices.isOnItsWay(key, contact.address(channel).orElseThrow());
  }
}
