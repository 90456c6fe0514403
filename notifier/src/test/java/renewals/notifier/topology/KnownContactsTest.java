package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.v1.KnownContact;

/** In which zone and language merchants read, as others are told. */
class KnownContactsTest {

  private final Bench bench = new Bench();

  private List<TestRecord<byte[], byte[]>> published() {
    return bench.records(Topics.KNOWN_CONTACTS);
  }

  private KnownContact read(TestRecord<byte[], byte[]> record) {
    return new WireReader<>(bench.registry, new KnownContact()).read(record.value());
  }

  private static String keyOf(TestRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldTellZoneAndLanguageOfAContactAndNoAddress() {
    bench.give(Samples.mailOnly());

    List<TestRecord<byte[], byte[]>> published = published();
    assertThat(published).hasSize(1);
    assertThat(keyOf(published.getFirst())).isEqualTo(Samples.mailOnly().getMerchantId());
    assertThat(read(published.getFirst()).getZone()).isEqualTo(Samples.mailOnly().getZone());
    assertThat(read(published.getFirst()).getLocale()).isEqualTo("zh-CN");
    assertThat(new String(published.getFirst().value(), StandardCharsets.UTF_8))
        .doesNotContain(Samples.mailOnly().getEmail());
  }

  @Test
  void shouldTellTheSameContactOnce() {
    bench.give(Samples.mailOnly());
    bench.give(Samples.mailOnly());

    assertThat(published()).hasSize(1);
  }

  @Test
  void shouldForgetWhoTakesHisContactBack() {
    bench.give(Samples.mailOnly());
    bench.takeBackContact(Samples.mailOnly().getMerchantId());

    assertThat(published().getLast().value()).isNull();
  }

  @Test
  void shouldTellThoseThatWereKeptBeforeOnceAndNoMore() {
    for (int i = 0; i < 1_200; i++) {
      bench.keepContact("M-" + i, state("M-" + i));
    }
    for (int tick = 0; tick < 4; tick++) {
      bench.pass(Duration.ofSeconds(1));
    }

    List<TestRecord<byte[], byte[]>> published = published();
    assertThat(published)
        .extracting(KnownContactsTest::keyOf)
        .hasSize(1_200)
        .doesNotHaveDuplicates();
    assertThat(read(published.getFirst()).getZone()).isEqualTo("Asia/Urumqi");

    bench.restart();
    bench.pass(Duration.ofSeconds(1));

    assertThat(published()).isEmpty();
  }

  private static byte[] state(String merchantId) {
    Contact contact =
        new Contact(
            merchantId,
            "Shop",
            Language.CHINESE,
            ZoneId.of("Asia/Urumqi"),
            null,
            "shop@example.com",
            null,
            null);
    return new ContactState(1, contact).toBytes();
  }
}
