package renewals.cli.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class NoticePrinterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldSayTimesInTheZoneThatItIsGiven() {
    assertThat(printed(receipt(), false)).startsWith("2026-03-02 08:00");
  }

  @Test
  void shouldLeaveTimesOfJsonAsTheyAre() {
    assertThat(printed(receipt(), true)).contains("\"at\":\"2026-03-02T00:00:00Z\"");
  }

  @Test
  void shouldSayWhoAskedForANoticeAndWhy() {
    assertThat(printed(receipt().put("actor", "li").put("reason", "merchant called"), false))
        .endsWith("N-1 asked for by li (merchant called)" + System.lineSeparator());
  }

  private static String printed(ObjectNode receipt, boolean isJson) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    new NoticePrinter(writer, isJson, ZoneId.of("Asia/Shanghai")).print(receipt);
    writer.flush();
    return out.toString();
  }

  private static ObjectNode receipt() {
    return JSON.createObjectNode()
        .put("at", "2026-03-02T00:00:00Z")
        .put("state", "DELIVERED")
        .put("attempt", 1)
        .put("kind", "ACTIVATED")
        .put("merchantId", "M-1")
        .put("noticeId", "N-1");
  }
}
