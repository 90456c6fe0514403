package renewals.notifier.codec.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Digest;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.WebhookChallenge;
import renewals.notifier.domain.message.NoticeComposer;
import renewals.notifier.domain.message.PiiRedactor;
import renewals.notifier.domain.message.Text;

/** The JSON that a merchant's webhook receives; documented in docs/notices.md. */
public final class WebhookPayload implements NoticeComposer.Payloads {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String of(
      String noticeId, NotificationTrigger cause, Contact contact, Text text, Instant now) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("noticeId", noticeId);
    data.put("cause", cause.id());
    data.put("kind", cause.news().kind().name());
    data.put("merchantId", cause.merchantId());
    put(data, "renewalId", cause.renewalId());
    put(data, "terminalId", cause.terminalId());
    put(data, "card", cause.card());
    put(data, "carrierId", cause.carrierId());
    news(data, cause, now);
    data.put("locale", contact.language().tag());
    data.put("subject", text.subject());
    data.put("text", text.body());
    put(data, "link", text.link());
    return written(cause.news().kind(), cause.at(), data);
  }

  @Override
  public String of(
      String noticeId, Digest digest, Contact contact, List<String> subjects, Text text) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("noticeId", noticeId);
    data.put("cause", digest.id());
    data.put("kind", Kind.DIGEST.name());
    data.put("merchantId", digest.merchantId());
    data.put("locale", contact.language().tag());
    data.put("subject", text.subject());
    put(data, "link", text.link());
    ArrayNode told = data.putArray("told");
    for (int i = 0; i < subjects.size(); i++) {
      NotificationTrigger cause = digest.triggers().get(i);
      ObjectNode one = told.addObject();
      one.put("cause", cause.id());
      one.put("kind", cause.news().kind().name());
      put(one, "renewalId", cause.renewalId());
      put(one, "card", cause.card());
      put(one, "at", cause.at());
      one.put("subject", subjects.get(i));
    }
    return written(Kind.DIGEST, digest.at(), data);
  }

  /** The document of a challenge: nothing that a stranger shouldn't read. */
  public static String of(WebhookChallenge challenge, Instant at) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("noticeId", challenge.noticeId());
    data.put("cause", challenge.cause());
    data.put("kind", Kind.WEBHOOK_CHALLENGE.name());
    data.put("merchantId", challenge.merchantId());
    return written(Kind.WEBHOOK_CHALLENGE, at, data);
  }

  private static String written(Kind kind, Instant at, ObjectNode data) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("type", "renewal." + kind.name().toLowerCase(Locale.ROOT));
    payload.put("timestamp", at.toString());
    payload.set("data", data);
    try {
      return JSON.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: the tree has plain values only", e);
    }
  }

  private static void news(ObjectNode data, NotificationTrigger cause, Instant now) {
    switch (cause.news()) {
      case MerchantEvent.Activated it -> {
        put(data, "validFrom", it.validFrom());
        put(data, "validUntil", it.validUntil());
        data.put("dataBytes", it.dataBytes());
        put(data, it.stop());
      }
      case MerchantEvent.Reversed it -> {
        put(data, "validUntil", it.validUntil());
        put(data, "reversedBy", it.by() == null ? null : it.by().name());
      }
      case MerchantEvent.Paid it -> {
        put(data, it.amount());
        put(data, it.expected());
      }
      case MerchantEvent.PaymentFailed it -> put(data, it.tried());
      case MerchantEvent.Underpaid it -> put(data, it.missing());
      case MerchantEvent.Approved it -> put(data, it.missing());
      case MerchantEvent.Rejected it -> {
        put(data, it.owedBack());
        data.put("reason", it.refusal().name());
        put(data, "reasonText", PiiRedactor.quoted(it.carriersWords()));
      }
      case MerchantEvent.Mismatch it -> {
        put(data, it.amount());
        put(data, "reason", it.field());
      }
      case MerchantEvent.Delayed it -> put(data, it.expected());
      case MerchantEvent.Lapsed ignored -> {}
      case MerchantEvent.Stalled ignored -> {}
      case MerchantEvent.RefundDue it -> {
        put(data, it.amount());
        put(data, "reason", it.overdue() == null ? null : it.overdue().name());
      }
      case MerchantEvent.Refunded it -> put(data, it.inAll());
      case MerchantEvent.ExpiryReminder it -> {
        put(data, "validUntil", it.validUntil());
        put(data, "renewBy", it.lead(cause.at(), now).renewBy());
        put(data, "closesAt", it.closesAt());
        put(data, it.expected());
      }
      case MerchantEvent.CarrierNotice it -> {
        put(data, "reason", it.state());
        put(data, "reasonText", PiiRedactor.quoted(it.carriersWords()));
        put(data, it.expected());
      }
      case MerchantEvent.DataUsed it -> {
        ObjectNode usage = data.putObject("usage");
        usage.put("usedBytes", it.usedBytes()).put("allowanceBytes", it.allowanceBytes());
        usage.put("remainingBytes", it.remainingBytes());
        put(usage, "periodStart", it.periodStart());
        put(usage, "asOf", it.asOf());
        put(usage, "runsOutAt", it.runsOutAt());
      }
      case MerchantEvent.CardStopped it -> {
        put(data, it.stop());
        put(data, "reasonText", PiiRedactor.quoted(it.carriersWords()));
      }
      case MerchantEvent.CardResumed it ->
          put(data, "reasonText", PiiRedactor.quoted(it.carriersWords()));
      case MerchantEvent.Announced it -> {
        ObjectNode announcement = data.putObject("announcement");
        announcement.put("announcementId", it.announcementId());
        announcement.put("revision", it.revision()).put("kind", it.about());
        put(announcement, "titleZh", PiiRedactor.quoted(it.chinese().title()));
        put(announcement, "textZh", PiiRedactor.quoted(it.chinese().text()));
        put(announcement, "titleEn", PiiRedactor.quoted(it.english().title()));
        put(announcement, "textEn", PiiRedactor.quoted(it.english().text()));
        put(announcement, "link", it.link());
        put(announcement, "effectiveAt", it.effectiveAt());
        put(announcement, "endsAt", it.endsAt());
      }
      case MerchantEvent.ContactChanged it -> {
        ObjectNode contact = data.putObject("contact");
        contact.put("thisAddress", it.isReplaced() ? "REPLACED" : "KEPT");
        ArrayNode replaced = contact.putArray("replaced");
        it.ways().forEach(way -> replaced.add(way.name()));
      }
      case MerchantEvent.AddressPaused it ->
          data.putObject("address").put("channel", it.way().name()).put("state", "PAUSED");
      case MerchantEvent.AddressRecovered it ->
          data.putObject("address").put("channel", it.way().name()).put("state", "RECOVERED");
    }
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode data, MerchantEvent.@Nullable Stop stop) {
    if (stop != null) {
      data.putObject("cardStatus")
          .put("state", stop.forGood() ? "CLOSED" : "SUSPENDED")
          .put("cause", stop.cause().name());
    }
  }

  private static void put(ObjectNode node, String name, @Nullable Instant value) {
    put(node, name, value == null ? null : value.toString());
  }

  private static void put(ObjectNode data, @Nullable Amount amount) {
    if (amount != null) {
      data.putObject("amount")
          .put("minorUnits", amount.minorUnits())
          .put("currency", amount.currency());
    }
  }

  private static void put(ObjectNode data, @Nullable Expected expected) {
    if (expected != null) {
      ObjectNode node = data.putObject("expectedUsable");
      put(node, "likely", expected.likely());
      put(node, "by", expected.by());
      if (expected.basis() != null) {
        node.put("basis", expected.basis()).put("observations", expected.observations());
      }
      put(node, "why", expected.why());
    }
  }
}
