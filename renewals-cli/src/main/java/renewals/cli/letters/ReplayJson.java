package renewals.cli.letters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import renewals.cli.replay.ReplayResult;

/** What a replay did, or would do, as JSON. */
final class ReplayJson {

  private ReplayJson() {}

  static ObjectNode of(ReplayResult result, boolean dryRun) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("reason", result.reason()).put("dryRun", dryRun).put("replayed", result.replayed());
    ObjectNode left = object.putObject("left");
    result.left().forEach((topic, count) -> left.put(Discretion.printable(topic), count));
    ObjectNode refused = object.putObject("refused");
    result.refused().forEach(refused::put);
    object.put("doubled", result.doubled());
    return object;
  }
}
