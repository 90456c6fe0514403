package renewals.notifier.topology;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import renewals.notifier.codec.json.WebhookPayload;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.ContactChange;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.ReachedAddresses;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.topology.address.AddressBook;
import renewals.notifier.topology.notice.NoticeLifecycle;
import renewals.streams.record.SourceRecord;

/**
 * Tells a merchant that another contact has replaced an address of his: at the replaced ones, and
 * at those that stay. Source: 7-partners, Contacts.
 */
final class ContactChangeTeller {

  private final NoticeComposer composer;
  private final NoticeLifecycle notices;
  private final AddressBook addresses;
  private final NoticeComposer.Payloads payloads = new WebhookPayload();

  ContactChangeTeller(NoticeComposer composer, NoticeLifecycle notices, AddressBook addresses) {
    this.composer = composer;
    this.notices = notices;
    this.addresses = addresses;
  }

  /**
   * Another contact was taken, or none is left.
   *
   * @param before the contact that was in force
   * @param from the record in which the other came
   */
  void tell(Contact before, ContactState fresh, SourceRecord from, Instant now) {
    ContactChange change = ContactChange.between(before, fresh.contact());
    if (change.replaced().isEmpty()) {
      return;
    }
    ReachedAddresses known = addresses.of(before.merchantId());
    LocalDate today = now.atZone(before.zone()).toLocalDate();
    int left = known.replaced().leftOn(today);
    List<Channel> replaced = limited(known.reached(before, change.replaced()), left);
    List<Channel> kept = limited(known.reached(before, change.kept()), left - replaced.size());
    String cause = causeOf(before.merchantId(), fresh, from);
    Instant at = Instant.ofEpochMilli(fresh.at());
    begin(trigger(cause + "/old", true, before, change, at), before, replaced, now);
    begin(trigger(cause + "/new", false, before, change, at), before, kept, now);
    ReachedAddresses next = known.without(change.replaced());
    int told = replaced.size() + kept.size();
    addresses.keep(
        before.merchantId(),
        told == 0 ? next : next.withReplaced(known.replaced().plus(today, told)));
  }

  private void begin(
      NotificationTrigger trigger, Contact before, List<Channel> channels, Instant now) {
    for (Notice notice : composer.compose(trigger, before, channels, payloads, now)) {
      notices.begin(notice, before.address(notice.channel()).orElseThrow(), now);
    }
  }

  private static NotificationTrigger trigger(
      String id, boolean isReplaced, Contact before, ContactChange change, Instant at) {
    return new NotificationTrigger(
        id,
        before.merchantId(),
        null,
        null,
        null,
        null,
        at,
        new MerchantEvent.ContactChanged(isReplaced, change.replaced()));
  }

  /** By which the change that a record brought is known. */
  static String causeOf(String merchantId, ContactState fresh, SourceRecord from) {
    Long revision = fresh.revision();
    String which =
        revision == null
            ? "o%d-%d".formatted(from.partition(), from.offset())
            : Long.toString(revision);
    return "contact/%s/%s".formatted(merchantId, which);
  }

  private static List<Channel> limited(List<Channel> channels, int most) {
    return channels.stream().limit(most).toList();
  }
}
