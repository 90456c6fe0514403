package renewals.notifier.domain.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.TemplateValues;

/**
 * Turns a trigger and the merchant's contact into notices, one for each channel that is to be
 * tried. Source: rules, "What a merchant is told".
 */
public final class NoticeComposer {

  private static final int LONGEST_NAME = 100;

  private final Map<Language, String> signatures;
  private final PageLinks links;

  /**
   * A composer.
   *
   * @param signatures for each language the name that stands in 【】 before every SMS
   * @param links to the page, for everything but SMS, which has no room for one
   */
  public NoticeComposer(Map<Language, String> signatures, PageLinks links) {
    this.signatures = Map.copyOf(signatures);
    this.links = links;
  }

  /** The same words, with links to renewals of that moment, whenever a notice was written. */
  public NoticeComposer withLinksOf(Instant moment) {
    return new NoticeComposer(signatures, (renewalId, at) -> links.to(renewalId, moment));
  }

  /** Makes the body of a webhook: a JSON document, the same for the same notice. */
  public interface Payloads {
    /** The document of one notice, written now. */
    String of(String noticeId, NotificationTrigger cause, Contact contact, Text text, Instant now);

    /**
     * The document of a digest.
     *
     * @param subjects of what it tells, in the same order
     */
    String of(String noticeId, Digest digest, Contact contact, List<String> subjects, Text text);
  }

  /** Whether notices lead to pages. */
  public boolean hasLinks() {
    return !links.equals(PageLinks.NONE);
  }

  /**
   * What the merchant reads, in his language and zone.
   *
   * @param now the moment at which it is written; the trigger may have waited for his address
   */
  public Text text(NotificationTrigger cause, Contact contact, Instant now) {
    MessageComposer composer =
        new MessageComposer(MessageCatalog.in(contact.language()), contact.zone(), now);
    MessageDraft draft = composer.draft(cause);
    String signature = signatures.getOrDefault(contact.language(), "");
    String link =
        Optional.ofNullable(cause.renewalId())
            .flatMap(renewalId -> links.to(renewalId, now))
            .orElse(null);
    List<String> details = composer.details(cause);
    Function<MessageDraft, String> body =
        of -> body(composer, of, details, contact, signature, link);
    return new Text(
        draft.subject(),
        () -> body.apply(draft),
        () -> sms(signature, draft),
        () -> new RobotWording(composer.words(), body).say(composer, cause, draft),
        link,
        () -> ofTemplates(draft.values()));
  }

  /** One notice for each of the channels, in their order. */
  public List<Notice> compose(
      NotificationTrigger cause,
      Contact contact,
      List<Channel> channels,
      Payloads payloads,
      Instant now) {
    Text text = text(cause, contact, now);
    return channels.stream()
        .map(
            channel ->
                switch (channel) {
                  case WEBHOOK -> {
                    String id = channel.noticeIdOf(cause.id());
                    String payload = payloads.of(id, cause, contact, text, now);
                    yield noticeOf(cause, channel, "", payload, null);
                  }
                  case EMAIL -> noticeOf(cause, channel, text.subject(), text.body(), null);
                  case SMS -> {
                    TemplateValues values = new TemplateValues(contact.language(), text.values());
                    yield noticeOf(cause, channel, "", text.sms(), values);
                  }
                  case ROBOT -> noticeOf(cause, channel, "", text.robot(), null);
                  case TERMINAL ->
                      throw new IllegalArgumentException(
                          "channel is %s, expected one that has an address".formatted(channel));
                })
        .toList();
  }

  /** One notice of a digest for each of the channels, in their order. */
  public List<Notice> compose(
      Digest digest, Contact contact, List<Channel> channels, Payloads payloads, Instant now) {
    MessageComposer composer =
        new MessageComposer(MessageCatalog.in(contact.language()), contact.zone(), now);
    List<String> subjects =
        digest.triggers().stream().map(cause -> composer.draft(cause).subject()).toList();
    MessageDraft draft =
        new DigestWording(composer.words(), composer.zone()).draft(digest, subjects);
    String signature = signatures.getOrDefault(contact.language(), "");
    // Who is told once a day has many cards, and one link to all of them.
    String link = links.toMerchant(digest.merchantId(), now).orElse(null);
    Function<MessageDraft, String> body =
        of -> body(composer, of, lines(composer, link), contact, signature, null);
    Text text =
        new Text(
            draft.subject(),
            () -> body.apply(draft),
            () -> sms(signature, draft),
            () -> new RobotWording(composer.words(), body).say(draft, subjects.size()),
            link,
            () -> ofTemplates(draft.values()));
    return channels.stream()
        .map(channel -> noticeOf(digest, channel, contact, subjects, text, payloads))
        .toList();
  }

  private static List<String> lines(MessageComposer composer, @Nullable String link) {
    return link == null ? List.of() : List.of(composer.cards(link));
  }

  private static Notice noticeOf(
      Digest digest,
      Channel channel,
      Contact contact,
      List<String> subjects,
      Text text,
      Payloads payloads) {
    String noticeId = channel.noticeIdOf(digest.id());
    return new Notice(
        digest.id(),
        digest.at(),
        digest.merchantId(),
        null,
        Kind.DIGEST,
        channel,
        channel == Channel.EMAIL ? text.subject() : "",
        switch (channel) {
          case WEBHOOK -> payloads.of(noticeId, digest, contact, subjects, text);
          case SMS -> text.sms();
          case ROBOT -> text.robot();
          case EMAIL, TERMINAL -> text.body();
        },
        channel == Channel.SMS ? new TemplateValues(contact.language(), text.values()) : null);
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
      MessageComposer composer,
      MessageDraft draft,
      List<String> details,
      Contact contact,
      String signature,
      @Nullable String link) {
    String name = PiiRedactor.numbers(contact.displayName());
    List<String> lines = new ArrayList<>();
    lines.add(
        composer.greeting(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name));
    lines.add("");
    lines.addAll(draft.lines());
    lines.add("");
    if (!details.isEmpty()) {
      lines.addAll(details);
      if (link != null) {
        lines.add(composer.page(link));
      }
      lines.add("");
    }
    lines.add(composer.signature(signature));
    return String.join("\n", lines);
  }

  private static String sms(String signature, MessageDraft draft) {
    String start = "【" + signature + "】";
    List<String> ways = draft.sms().get();
    String whole =
        ways.stream()
            .map(way -> start + way)
            .filter(way -> way.length() <= Text.SMS_CHARACTERS)
            .findFirst()
            .orElse(start + ways.getLast());
    return whole.length() <= Text.SMS_CHARACTERS
        ? whole
        : whole.substring(0, Text.SMS_CHARACTERS - 1) + "…";
  }
}
