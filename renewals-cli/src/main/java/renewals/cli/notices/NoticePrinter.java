package renewals.cli.notices;

import static renewals.cli.notices.NoticeLog.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import renewals.cli.query.ForPeople;
import renewals.cli.tail.KnownContacts;
import renewals.kit.Settings;
import renewals.notifier.NoticePreview;

/**
 * Receipts on a terminal, a line each, and the words of notices.
 *
 * @param zone in which times are said
 */
record NoticePrinter(PrintWriter out, boolean isJson, ZoneId zone) {

  /** In this machine's. */
  NoticePrinter(PrintWriter out, boolean isJson) {
    this(out, isJson, ZoneId.systemDefault());
  }

  /** In the zone of their merchant where all are one's and it is known, else this machine's. */
  static NoticePrinter of(
      List<ObjectNode> receipts, PrintWriter out, boolean isJson, Settings settings) {
    List<String> merchants =
        receipts.stream().map(receipt -> text(receipt, "merchantId")).distinct().toList();
    Optional<ZoneId> zone =
        isJson || merchants.size() != 1
            ? Optional.empty()
            : KnownContacts.zone(settings, merchants.getFirst());
    return new NoticePrinter(out, isJson, zone.orElseGet(ZoneId::systemDefault));
  }

  void print(NoticePreview.Previewed notice) {
    if (isJson) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("noticeId", notice.noticeId()).put("kind", notice.kind());
      object.put("channel", notice.channel()).put("subject", notice.subject());
      out.println(object.put("body", notice.body()));
      return;
    }
    out.println("--- " + notice.noticeId());
    if (!notice.subject().isEmpty()) {
      out.println(notice.subject());
      out.println();
    }
    out.println(notice.body());
  }

  void print(ObjectNode receipt) {
    if (isJson) {
      out.println(receipt);
      return;
    }
    String reason = text(receipt, "reason");
    String actor = text(receipt, "actor");
    out.printf(
        "%s  %-13s %2d  %-15s %-20s %s%s%s%n",
        ForPeople.time(receipt.path("at"), zone),
        text(receipt, "state"),
        receipt.path("attempt").asInt(),
        text(receipt, "kind"),
        ForPeople.printable(text(receipt, "merchantId")),
        ForPeople.printable(text(receipt, "noticeId")),
        actor.isEmpty() ? "" : " asked for by " + ForPeople.printable(actor),
        reason.isEmpty() ? "" : " (" + ForPeople.printable(reason) + ")");
  }
}
