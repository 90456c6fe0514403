package renewals.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
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
  void shouldMakeAllTextsOfAnEventPrintable() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("announcementId", "A\u001b-1").put("titleEn", "up\u009b to \u202e now");
    event.putArray("planIds").add("P\u001b[2J-1");
    event.putObject("plan").put("planId", "P\u0007");
    String shown =
        "{\"announcementId\":\"A\uFFFD-1\",\"titleEn\":\"up\uFFFD to \uFFFD now\","
            + "\"planIds\":[\"P\uFFFD[2J-1\"],\"plan\":{\"planId\":\"P\uFFFD\"}}";

    assertThat(Discretion.event(letter("announcements", ""), event)).hasToString(shown);
  }

  @Test
  void shouldMakePrintableWhatIsShownOfAContact() {
    ObjectNode contact = JsonNodeFactory.instance.objectNode().put("merchantId", "M\u001b-1");

    assertThat(Discretion.event(letter("merchant-contacts", ""), contact))
        .hasToString("{\"merchantId\":\"M\uFFFD-1\"}");
  }

  @Test
  void shouldMakeWhatHeadersClaimPrintableInJson() {
    DeadLetter letter = letter("no\u009btopic", "why\u009b");
    letter.record().headers().add("dl-reason", "R\u009b".getBytes(UTF_8));
    letter.record().headers().add("dl-stage", "S\u009b".getBytes(UTF_8));

    assertThat(LetterJson.of(letter).toString())
        .contains("R\uFFFD", "S\uFFFD", "why\uFFFD", "no\uFFFDtopic")
        .doesNotContain("\u009b");
  }

  @Test
  void shouldKeepOfAListedLetterNothingButItsLine() {
    assertThat(
            Arrays.stream(ListedLetter.class.getRecordComponents()).map(RecordComponent::getType))
        .containsOnly(Instant.class, String.class);
  }

  @Test
  void shouldShowOfACardAsKeyItsEndsOnly() {
    assertThat(key("card-usage", "8986001234567890123", Optional.empty())).isEqualTo("898600…0123");
    assertThat(key("card-usage", "no 8986001234567890123", Optional.empty())).isEqualTo("no …0123");
  }

  @Test
  void shouldShowOfAContactsKeyOnlyTheMerchantThatItsEventNames() {
    Optional<ObjectNode> contact =
        Optional.of(JsonNodeFactory.instance.objectNode().put("merchantId", "M-1"));

    assertThat(key("merchant-contacts", "M-1", contact)).isEqualTo("M-1");
    assertThat(key("merchant-contacts", "lin@example.com", contact)).isEqualTo("not shown");
    assertThat(key("merchant-contacts", "M-1", Optional.empty())).isEqualTo("not shown");
  }

  @Test
  void shouldShowOtherKeysAsTheyAre() {
    assertThat(key("renewal-payments", "R-20261127000123456", Optional.empty()))
        .isEqualTo("R-20261127000123456");
  }

  @Test
  void shouldHideTheKeyOfAContactInJsonAsWell() {
    assertThat(LetterJson.of(letter("merchant-contacts", "", "lin@example.com")).toString())
        .contains("\"key\":\"not shown\"")
        .doesNotContain("lin@example.com");
  }

  @Test
  void shouldSayOfAContactsHeadersHowLongTheyAre() {
    DeadLetter letter = letter("merchant-contacts", "", "lin@example.com");
    letter.record().headers().add("ce_id", "13800138000".getBytes(UTF_8));
    StringWriter page = new StringWriter();

    new LetterPage(letter, new PrintWriter(page)).print(Optional.empty(), true);

    assertThat(page.toString())
        .contains("ce_id (11 bytes)")
        .doesNotContain("13800138000", "lin@example.com");
  }

  private static String key(String topic, String key, Optional<ObjectNode> event) {
    return Discretion.key(letter(topic, "", key), event);
  }

  private static DeadLetter letter(String topic, String text) {
    return letter(topic, text, "");
  }

  private static DeadLetter letter(String topic, String text, String key) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead-letters", 0, 0, key.getBytes(UTF_8), new byte[0]);
    record.headers().add("dl-topic", topic.getBytes(UTF_8));
    record.headers().add("dl-text", text.getBytes(UTF_8));
    return new DeadLetter(record);
  }
}
