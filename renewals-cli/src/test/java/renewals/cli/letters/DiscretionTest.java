package renewals.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import renewals.cli.replay.DeadLetter;

/** Personal data of dead letters stay where they are. */
class DiscretionTest {

  @Test
  void shouldShowNoAddressOfAContact() {
    ObjectNode contact = JsonNodeFactory.instance.objectNode();
    contact.put("merchantId", "M-1").put("displayName", "Lin's shop").put("locale", "zh-CN");
    contact.put("phone", "+8613800138000").put("email", "lin@example.com");

    assertThat(Discretion.event(letter("merchant-contacts", ""), contact))
        .hasToString(
            "{\"merchantId\":\"M-1\",\"displayName\":\"not shown\",\"locale\":\"zh-CN\","
                + "\"phone\":\"not shown\",\"email\":\"not shown\"}");
  }

  @Test
  void shouldSayOfAContactsFieldWhatIsExpectedAndNotWhatWasGiven() {
    assertThat(
            Discretion.why(
                letter("merchant-contacts", "phone is 13800138000, expected E.164; email is x")))
        .contains("phone", "E.164")
        .doesNotContain("13800138000", "email is x");
  }

  @Test
  void shouldShowOfACardItsEndsOnly() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("renewalId", "R-20261127000123456").put("iccid", "89860012345678901234");
    request.putObject("plan").put("planId", "P-1").put("note", "for 89860012345678901234");

    assertThat(Discretion.event(letter("renewal-requests", ""), request).toString())
        .contains("R-20261127000123456", "898600…1234", "for …1234")
        .doesNotContain("89860012345678901234");
  }

  @Test
  void shouldShowOfACardAsKeyItsEndsOnly() {
    assertThat(Discretion.key("8986001234567890123")).isEqualTo("898600…0123");
  }

  private static DeadLetter letter(String topic, String text) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead-letters", 0, 0, new byte[0], new byte[0]);
    record.headers().add("dl-topic", topic.getBytes(UTF_8));
    record.headers().add("dl-text", text.getBytes(UTF_8));
    return new DeadLetter(record);
  }
}
