package renewals.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppliedTopicsTest {

  private static final ExpectedTopic UPDATES =
      new ExpectedTopic("renewal-updates", 2, Map.of("compression.type", "gzip"));

  private final Deque<Report> reports = new ArrayDeque<>();

  @Test
  void shouldEndWhenBrokersReportTheNewValueAndNotBefore() {
    reports.addAll(
        List.of(
            new Report(2, Map.of("compression.type", "lz4")),
            new Report(2, Map.of("compression.type", "lz4")),
            new Report(2, Map.of("compression.type", "gzip"))));

    within(Duration.ofMinutes(1)).await(List.of(UPDATES));

    assertThat(reports).isEmpty();
  }

  @Test
  void shouldWaitForTheTopicAndForTheLeaderOfEachPartition() {
    reports.addAll(
        List.of(
            new Report(0, null),
            new Report(1, Map.of("compression.type", "gzip")),
            new Report(2, Map.of("compression.type", "gzip"))));

    within(Duration.ofMinutes(1)).await(List.of(UPDATES));

    assertThat(reports).isEmpty();
  }

  @Test
  void shouldNameWhatBrokersStillReportAtTheDeadline() {
    reports.add(new Report(2, Map.of("compression.type", "lz4")));

    assertThatThrownBy(() -> within(Duration.ZERO).await(List.of(UPDATES)))
        .isInstanceOf(TopicsException.class)
        .hasMessage(
            "Kafka accepted the change, but after 0 s brokers still report: compression.type of"
                + " topic renewal-updates is lz4, expected gzip");
  }

  private AppliedTopics within(Duration atMost) {
    return new AppliedTopics(
        expected -> {
          Report next = Objects.requireNonNull(reports.poll(), "asked once more than expected");
          return expected.difference(next.led(), next.config());
        },
        atMost);
  }

  private record Report(int led, @Nullable Map<String, String> config) {}
}
