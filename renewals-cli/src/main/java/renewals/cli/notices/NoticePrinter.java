package renewals.cli.notices;

import static renewals.cli.notices.NoticeLog.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** Receipts on a terminal: a line each. */
record NoticePrinter(PrintWriter out, boolean isJson) {

  void print(ObjectNode receipt) {
    if (isJson) {
      out.println(receipt);
      return;
    }
    String reason = text(receipt, "reason");
    String actor = text(receipt, "actor");
    out.printf(
        "%-24s %-13s %2d  %-15s %-20s %s%s%s%n",
        text(receipt, "at"),
        text(receipt, "state"),
        receipt.path("attempt").asInt(),
        text(receipt, "kind"),
        text(receipt, "merchantId"),
        text(receipt, "noticeId"),
        actor.isEmpty() ? "" : " asked for by " + actor,
        reason.isEmpty() ? "" : " (" + reason + ")");
  }
}
