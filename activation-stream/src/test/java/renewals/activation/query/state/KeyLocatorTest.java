package renewals.activation.query.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class KeyLocatorTest {

  private static final HostInfo ACTIVE = new HostInfo("127.0.0.1", 8081);
  private static final HostInfo STANDBY = new HostInfo("127.0.0.1", 8082);

  @Test
  void shouldNameTheActiveInstanceBeforeTheStandbys() {
    assertThat(KeyLocator.placeOf(new KeyQueryMetadata(ACTIVE, Set.of(STANDBY), 3)))
        .isEqualTo(new KeyLocator.Place(3, List.of(ACTIVE, STANDBY)));
  }

  @Test
  void shouldNameNobodyWhileNothingIsKnown() {
    assertThat(KeyLocator.placeOf(KeyQueryMetadata.NOT_AVAILABLE).hosts()).isEmpty();
  }

  @Test
  void shouldNameNobodyWhereNoActiveInstanceIsKnown() {
    KeyQueryMetadata found = new KeyQueryMetadata(HostInfo.unavailable(), Set.of(STANDBY), 3);

    assertThat(KeyLocator.placeOf(found).hosts()).isEmpty();
  }

  @Test
  void shouldLeaveOutAStandbyThatIsNotKnown() {
    KeyQueryMetadata found = new KeyQueryMetadata(ACTIVE, Set.of(HostInfo.unavailable()), 3);

    assertThat(KeyLocator.placeOf(found).hosts()).containsExactly(ACTIVE);
  }
}
