package renewals.cli.topics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Topics and subjects as JSON. */
public final class TopicsJson {

  private TopicsJson() {}

  public static ObjectNode of(TopicState state) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("topic", state.topic())
        .put("partitions", state.partitions())
        .put("state", state.created() ? "CREATED" : "VERIFIED");
  }

  public static ObjectNode of(SubjectState state) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("subject", state.subject())
        .put("schemaId", state.schemaId())
        .put("compatibility", SubjectState.COMPATIBILITY);
  }
}
