package renewals.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topics;

class PartitionCountsTest {

  @Test
  void shouldAcceptGroupsOfDifferentSizes() {
    assertThat(
            PartitionCounts.conflict(
                Topics.ALL,
                Map.of("renewal-requests", 4, "renewal-payments", 4, "dead-letters", 1)))
        .isEmpty();
  }

  @Test
  void shouldNameEveryTopicOfAGroupWhoseSizesDiffer() {
    assertThat(
            PartitionCounts.conflict(
                Topics.ALL, Map.of("renewal-requests", 4, "carrier-reviews", 3)))
        .contains(
            "partition counts differ: carrier-reviews has 3, renewal-requests has 4, expected the"
                + " same for all");
  }

  @Test
  void shouldSizeAMissingTopicLikeItsGroupAndOtherwiseAsWanted() {
    Map<String, Integer> present = Map.of("renewal-requests", 6);

    assertThat(PartitionCounts.countFor(Topics.CARRIER_REVIEWS, Topics.ALL, present, 4))
        .isEqualTo(6);
    assertThat(PartitionCounts.countFor(Topics.DEAD_LETTERS, Topics.ALL, present, 4)).isEqualTo(4);
  }
}
