package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.v1.CarrierReview;
import renewals.v1.MerchantContact;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/**
 * Bytes of any form: the first says which record they are read as; a header in front of what
 * follows is made for every second.
 */
class WireFuzzTest {

  private static final MemoryRegistry REGISTRY = new MemoryRegistry();
  private static final List<Kind<?>> KINDS =
      List.of(
          Kind.of(Topics.RENEWAL_REQUESTS, new RenewalRequested()),
          Kind.of(Topics.RENEWAL_PAYMENTS, new PaymentEvent()),
          Kind.of(Topics.CARRIER_REVIEWS, new CarrierReview()),
          Kind.of(Topics.MERCHANT_CONTACTS, new MerchantContact()));

  @FuzzTest(maxDuration = "1m")
  void shouldReadBackWhatItTook(byte[] data) {
    if (data.length > 0) {
      int choice = data[0] & 0x7f;
      KINDS
          .get(choice / 2 % KINDS.size())
          .shouldReadBack(Arrays.copyOfRange(data, 1, data.length), choice % 2 == 0);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kind<T extends SpecificRecord>(
      WireReader<T> reader, WireWriter<T> writer, byte[] header) {

    static <T extends SpecificRecord> Kind<T> of(Topic topic, T prototype) {
      int id = REGISTRY.add(prototype.getSchema());
      return new Kind<>(
          new WireReader<>(REGISTRY, prototype),
          WireWriter.of(REGISTRY, topic, prototype),
          new byte[] {0, 0, 0, (byte) (id >>> 8), (byte) id});
    }

    void shouldReadBack(byte[] given, boolean needsHeader) {
      byte[] bytes = needsHeader ? concat(header, given) : given;
      T taken;
      try {
        taken = reader.read(bytes);
      } catch (WireException e) {
        return;
      }
      assertThat(reader.read(writer.write(taken))).isEqualTo(taken);
    }

    private static byte[] concat(byte[] first, byte[] second) {
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }
  }
}
