package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topic;

class RecordSizeTest {

  @Test
  void shouldCountKeyValueAndHeadersTogether() {
    byte[] key = new byte[10];
    byte[] value = new byte[Topic.MAX_RECORD_BYTES - 10];
    RecordHeaders one = new RecordHeaders();
    one.add("n", new byte[1]);

    assertThat(RecordSize.isOversized(key, value, new RecordHeaders())).isFalse();
    assertThat(RecordSize.isOversized(key, value, one)).isTrue();
    assertThat(RecordSize.isOversized(null, null, one)).isFalse();
  }
}
