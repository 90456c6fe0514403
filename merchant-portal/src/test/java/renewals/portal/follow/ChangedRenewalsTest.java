package renewals.portal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topics;

class ChangedRenewalsTest {

  private final List<String> changed = new ArrayList<>();
  private final ChangedRenewals renewals = new ChangedRenewals(changed::add);

  @Test
  void shouldNameTheRenewalThatAnIdBeginsWith() {
    renewals.take(output("R-1/u3"));
    renewals.take(output("R-2/1/ACTIVATED"));

    assertThat(changed).containsExactly("R-1", "R-2");
  }

  @Test
  void shouldPassOverWhatHasNoSuchId() {
    renewals.take(output("R-1"));
    renewals.take(output("/u3"));
    renewals.take(new ConsumerRecord<>(Topics.RENEWAL_UPDATES.name(), 0, 0, null, new byte[0]));

    assertThat(changed).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> output(String id) {
    ConsumerRecord<byte[], byte[]> output =
        new ConsumerRecord<>(Topics.RENEWAL_UPDATES.name(), 0, 0, null, new byte[0]);
    output.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
    return output;
  }
}
