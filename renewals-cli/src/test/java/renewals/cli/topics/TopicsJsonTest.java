package renewals.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsJsonTest {

  @Test
  void shouldSayWhatBecameOfATopic() {
    assertThat(TopicsJson.of(new TopicState("dead-letters", 4, true)))
        .hasToString("{\"topic\":\"dead-letters\",\"partitions\":4,\"state\":\"CREATED\"}");
    assertThat(TopicsJson.of(new TopicState("dead-letters", 4, false)).path("state").asText())
        .isEqualTo("VERIFIED");
  }

  @Test
  void shouldSayWhichSchemaOfASubjectIsInForce() {
    assertThat(TopicsJson.of(new SubjectState("card-usage-value", 7)))
        .hasToString(
            "{\"subject\":\"card-usage-value\",\"schemaId\":7,"
                + "\"compatibility\":\"FULL_TRANSITIVE\"}");
  }
}
