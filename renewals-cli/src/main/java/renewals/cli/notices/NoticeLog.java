package renewals.cli.notices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.JsonLine;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** Receipts as the topics have them, each with the kind of what it is about. */
public final class NoticeLog {

  private static final String UNKNOWN = "?";

  private final Settings settings;

  public NoticeLog(Settings settings) {
    this.settings = settings;
  }

  /**
   * The last receipt of each notice, in the order in which the notices first had one.
   *
   * @param since receipts of before are left out
   */
  Map<String, ObjectNode> latest(@Nullable Instant since) {
    Map<String, String> kinds = kinds(since);
    Map<String, ObjectNode> latest = new LinkedHashMap<>();
    receipts(since, receipt -> latest.put(text(receipt, "noticeId"), withKind(receipt, kinds)));
    return latest;
  }

  /**
   * The last receipt of each notice of a renewal, in the order in which the notices first had one.
   *
   * @param since nothing of it can be older
   * @param atMost how long each topic may take
   * @throws org.apache.kafka.common.errors.TimeoutException it took longer
   */
  public List<ObjectNode> ofRenewal(
      String renewalId, String merchantId, Instant since, Duration atMost) {
    Map<String, String> kinds = new HashMap<>();
    TopicTail.ofKey(settings, Output.UPDATES, merchantId)
        .within(atMost)
        .readToEnd(since, line -> noteKind(JsonLine.parsed(line), kinds));
    Map<String, ObjectNode> latest = new LinkedHashMap<>();
    TopicTail.ofKey(settings, Output.RECEIPTS, merchantId)
        .within(atMost)
        .readToEnd(
            since,
            line -> {
              ObjectNode receipt = JsonLine.parsed(line);
              if (renewalId.equals(text(receipt, "renewalId"))) {
                latest.put(text(receipt, "noticeId"), withKind(receipt, kinds));
              }
            });
    return List.copyOf(latest.values());
  }

  private static void noteKind(ObjectNode update, Map<String, String> kinds) {
    kinds.put(text(update, "updateId"), text(update, "kind"));
  }

  /** All receipts of one notice, in order. */
  void each(String noticeId, Consumer<ObjectNode> sink) {
    Map<String, String> kinds = kinds(null);
    receipts(
        null,
        receipt -> {
          if (noticeId.equals(text(receipt, "noticeId"))) {
            sink.accept(withKind(receipt, kinds));
          }
        });
  }

  /** What an update is of: a receipt names its id only. */
  private Map<String, String> kinds(@Nullable Instant since) {
    Map<String, String> kinds = new HashMap<>();
    new TopicTail(settings, Output.UPDATES)
        .readToEnd(since, line -> noteKind(JsonLine.parsed(line), kinds));
    return kinds;
  }

  private void receipts(@Nullable Instant since, Consumer<ObjectNode> sink) {
    new TopicTail(settings, Output.RECEIPTS)
        .readToEnd(since, line -> sink.accept(JsonLine.parsed(line)));
  }

  private static ObjectNode withKind(ObjectNode receipt, Map<String, String> kinds) {
    String cause = text(receipt, "cause");
    String status = cause.substring(cause.lastIndexOf('/') + 1);
    String kind =
        switch (status) {
          case "ACTIVATED", "REVERSED" -> status;
          default -> kindOf(cause, kinds);
        };
    receipt.remove("type");
    return receipt.put("kind", kind);
  }

  /** Of what comes from no update the cause says by itself what it is. */
  private static String kindOf(String cause, Map<String, String> kinds) {
    if (cause.startsWith("digest/")) {
      return "DIGEST";
    }
    if (cause.startsWith("address/") && cause.endsWith("/challenge")) {
      return "WEBHOOK_CHALLENGE";
    }
    if (cause.startsWith("address/")) {
      return cause.endsWith("/recovered") ? "ADDRESS_RECOVERED" : "ADDRESS_PAUSED";
    }
    return cause.startsWith("contact/") ? "CONTACT_CHANGED" : kinds.getOrDefault(cause, UNKNOWN);
  }

  static String text(ObjectNode receipt, String field) {
    return receipt.path(field).asText("");
  }
}
