package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void shouldKnowThisMachine(String host) {
    assertThat(Loopback.is(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "0.0.0.0", "::", "127.example.invalid", "localhost.invalid"})
  void shouldNotTakeAnotherForItHoweverItsNameBegins(String host) {
    assertThat(Loopback.is(host)).isFalse();
  }
}
