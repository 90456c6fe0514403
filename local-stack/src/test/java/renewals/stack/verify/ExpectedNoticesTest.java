package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedNoticesTest {

  @ParameterizedTest
  @CsvSource({
    "SMS, RETRYING, false",
    "SMS, HELD, false",
    "SMS, SENT, false",
    "SMS, DELIVERED, true",
    "SMS, UNDELIVERABLE, true",
    "SMS, SUPERSEDED, true",
    "ROBOT, RETRYING, false",
    "ROBOT, SENT, true",
    "ROBOT, UNDELIVERABLE, true"
  })
  void shouldTakeWhatARobotSaidForTheEndAndWaitForReportsOfOthers(
      String channel, String state, boolean isEnd) {
    assertThat(
            ExpectedNotices.isEnd(
                JsonNodeFactory.instance.objectNode().put("channel", channel).put("state", state)))
        .isEqualTo(isEnd);
  }

  @ParameterizedTest
  @CsvSource({"R1/1/ACTIVATED/ROBOT, SENT", "R1/1/ACTIVATED/EMAIL, DELIVERED"})
  void shouldKnowInWhichStateEachChannelsNoticesEnd(String noticeId, String end) {
    assertThat(ExpectedNotices.endOfDelivered(noticeId)).isEqualTo(end);
  }
}
