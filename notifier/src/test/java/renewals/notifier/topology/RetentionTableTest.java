package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

class RetentionTableTest {

  @Test
  void shouldSayOfEachTopicOfTheCatalogueHowLongItIsKept() {
    Map<String, String> expected = new TreeMap<>();
    Topics.ALL.forEach(topic -> expected.put(topic.name(), inWords(topic)));

    assertThat(RetentionTable.read().kept()).isEqualTo(expected);
  }

  private static String inWords(Topic topic) {
    Duration kept = topic.retention();
    if (kept == null) {
      return "the newest of each key";
    }
    String span = kept.toDays() > 0 ? kept.toDays() + " days" : kept.toHours() + " hours";
    return topic.isCompacted() ? "the newest of each key, " + span : span;
  }
}
