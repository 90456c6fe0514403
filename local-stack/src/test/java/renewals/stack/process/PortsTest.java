package renewals.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void shouldGiveNoPortTwice() {
    assertThat(IntStream.range(0, 1000).map(n -> Ports.lasting()).boxed()).doesNotHaveDuplicates();
  }
}
