package renewals.notifier.domain.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.TemplateValues;

/**
 * Turns a trigger and the merchant's contact into notices. The contact of that moment decides the
 * channels: every address is one. Source: rules, "What a merchant is told".
 */
public final class NoticeComposer {

  private static final int LONGEST_NAME = 100;

  private final Map<Language, String> signatures;
  private final PageLinks links;
  private final boolean isSmsSent;

  /**
   * A composer.
   *
   * @param signatures for each language the name that stands in 【】 before every SMS
   * @param links to the page, for everything but SMS, which has no room for one
   * @param isSmsSent whether there is a gateway for SMS
   */
  public NoticeComposer(Map<Language, String> signatures, PageLinks links, boolean isSmsSent) {
    this.signatures = Map.copyOf(signatures);
    this.links = links;
    this.isSmsSent = isSmsSent;
  }

  /** Makes the body of a webhook: a JSON document, the same for the same notice. */
  public interface Payloads {
    /** The document of one notice, written now. */
    String of(String noticeId, NotificationTrigger cause, Contact contact, Text text, Instant now);
  }

  /**
   * What the merchant reads, in his language and zone.
   *
   * @param now the moment at which it is written; the trigger may have waited for his address
   */
  public Text text(NotificationTrigger cause, Contact contact, Instant now) {
    MessageComposer wording =
        new MessageComposer(MessageCatalog.in(contact.language()), contact.zone(), now);
    MessageDraft draft = wording.draft(cause);
    String signature = signatures.getOrDefault(contact.language(), "");
    String link =
        Optional.ofNullable(cause.renewalId())
            .flatMap(renewalId -> links.to(renewalId, cause.at()))
            .orElse(null);
    return new Text(
        draft.subject(),
        body(wording, draft, cause, contact, signature, link),
        sms(signature, draft),
        link,
        ofTemplates(draft.values()));
  }

  /**
   * One notice for each channel that the contact has an address for and that can be sent by.
   * Without a gateway for SMS one is planned only where the phone is the only address, so that the
   * notice is on the list of those not delivered.
   */
  public List<Notice> compose(
      NotificationTrigger cause, Contact contact, Payloads payloads, Instant now) {
    Text text = text(cause, contact, now);
    List<Notice> notices = new ArrayList<>();
    if (contact.address(Channel.WEBHOOK).isPresent()) {
      String id = Channel.WEBHOOK.noticeIdOf(cause.id());
      String payload = payloads.of(id, cause, contact, text, now);
      notices.add(noticeOf(cause, Channel.WEBHOOK, "", payload, null));
    }
    if (contact.address(Channel.EMAIL).isPresent()) {
      notices.add(noticeOf(cause, Channel.EMAIL, text.subject(), text.body(), null));
    }
    if ((isSmsSent || notices.isEmpty()) && contact.address(Channel.SMS).isPresent()) {
      TemplateValues values = new TemplateValues(contact.language(), text.values());
      notices.add(noticeOf(cause, Channel.SMS, "", text.sms(), values));
    }
    return notices;
  }

  private static Notice noticeOf(
      NotificationTrigger cause,
      Channel channel,
      String subject,
      String body,
      @Nullable TemplateValues values) {
    return new Notice(
        cause.id(),
        cause.at(),
        cause.merchantId(),
        cause.renewalId(),
        cause.news().kind(),
        channel,
        subject,
        body,
        values);
  }

  private static Map<String, String> ofTemplates(Map<String, String> values) {
    Map<String, String> named = new HashMap<>(values);
    named.keySet().retainAll(TemplateVariables.names());
    return named;
  }

  private static String body(
      MessageComposer wording,
      MessageDraft draft,
      NotificationTrigger cause,
      Contact contact,
      String signature,
      @Nullable String link) {
    String name = PiiRedactor.numbers(contact.displayName());
    List<String> lines = new ArrayList<>();
    lines.add(
        wording.greeting(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name));
    lines.add("");
    lines.addAll(draft.lines());
    lines.add("");
    lines.addAll(wording.details(cause));
    if (link != null) {
      lines.add(wording.page(link));
    }
    lines.add("");
    lines.add("【" + signature + "】");
    return String.join("\n", lines);
  }

  private static String sms(String signature, MessageDraft draft) {
    String start = "【" + signature + "】";
    String whole =
        draft.sms().stream()
            .map(way -> start + way)
            .filter(way -> way.length() <= Text.SMS_CHARACTERS)
            .findFirst()
            .orElse(start + draft.sms().getLast());
    return whole.length() <= Text.SMS_CHARACTERS
        ? whole
        : whole.substring(0, Text.SMS_CHARACTERS - 1) + "…";
  }
}
