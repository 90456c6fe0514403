package renewals.portal.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.streams.tail.TopicTail;
import renewals.testing.KnownSchemas;
import renewals.v1.KnownContact;

class KnownContactsTest {

  private static final Reader USUAL = new Reader(ZoneId.of("Asia/Shanghai"), "zh-CN");

  private final KnownSchemas registry = new KnownSchemas();
  private final KnownContacts contacts = new KnownContacts(registry, USUAL);

  private static ConsumerRecord<byte[], byte[]> record(String merchantId, byte[] value) {
    return new ConsumerRecord<>(
        Topics.KNOWN_CONTACTS.name(), 0, 0, merchantId.getBytes(StandardCharsets.UTF_8), value);
  }

  private void tell(String merchantId, String zone, String locale) {
    KnownContact contact =
        KnownContact.newBuilder().setMerchantId(merchantId).setZone(zone).setLocale(locale).build();
    byte[] value =
        WireWriter.of(registry, Topics.KNOWN_CONTACTS, new KnownContact()).write(contact);
    contacts.take(record(merchantId, value));
  }

  @Test
  void shouldKnowHowAMerchantReads() {
    tell("M-1", "Asia/Urumqi", "en");

    assertThat(contacts.of("M-1")).contains(new Reader(ZoneId.of("Asia/Urumqi"), "en"));
    assertThat(contacts.of("M-2")).isEmpty();
  }

  @Test
  void shouldForgetWhoReadsAsIsUsualAgainOrHasNoContactAnyMore() {
    tell("M-1", "Asia/Urumqi", "en");
    tell("M-1", "Asia/Shanghai", "zh-CN");
    tell("M-2", "Asia/Urumqi", "en");
    contacts.take(record("M-2", null));

    assertThat(contacts.of("M-1")).isEmpty();
    assertThat(contacts.of("M-2")).isEmpty();
  }

  @Test
  void shouldKeepToTheUsualWhereARecordCannotBeRead() {
    tell("M-1", "Asia/Nowhere", "en");
    contacts.take(record("M-1", new byte[] {1, 2}));

    assertThat(contacts.of("M-1")).isEmpty();
  }

  @Test
  void shouldAskForARecordAgainWhoseSchemaNobodyTells() {
    registry.setAway(true);

    assertThatThrownBy(() -> tell("M-1", "Asia/Urumqi", "en"))
        .isInstanceOf(TopicTail.NotYetException.class);
  }
}
