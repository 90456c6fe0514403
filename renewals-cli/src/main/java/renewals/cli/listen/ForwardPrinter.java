package renewals.cli.listen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import renewals.cli.listen.Forwarder.Forwarded;
import renewals.notifier.NoticePreview.Previewed;

/** One line for each notice that was posted: what it is, and what the server made of it. */
final class ForwardPrinter {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintWriter out;
  private final boolean isJson;

  ForwardPrinter(PrintWriter out, boolean isJson) {
    this.out = out;
    this.isJson = isJson;
  }

  /** Prints it; whether somebody still reads. */
  boolean print(Previewed notice, Forwarded answer) {
    out.println(isJson ? json(notice, answer) : line(notice, answer));
    return !out.checkError();
  }

  private static String line(Previewed notice, Forwarded answer) {
    String what =
        answer.status().isPresent()
            ? "%d in %d ms".formatted(answer.status().getAsInt(), answer.took().toMillis())
            : "no answer: " + answer.why();
    return "%s %-16s %s %s"
        .formatted(
            CLOCK.format(LocalTime.now(ZoneId.systemDefault())),
            notice.kind(),
            notice.noticeId(),
            what);
  }

  private static String json(Previewed notice, Forwarded answer) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("noticeId", notice.noticeId());
    line.put("kind", notice.kind());
    line.put("merchantId", notice.merchantId());
    answer.status().ifPresent(status -> line.put("status", status));
    if (answer.status().isEmpty()) {
      line.put("why", answer.why());
    }
    line.put("millis", answer.took().toMillis());
    return line.toString();
  }
}
