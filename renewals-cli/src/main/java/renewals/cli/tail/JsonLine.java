package renewals.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import renewals.cli.call.CommandFailure;

/** A record as {@link TopicTail} gives it, to look into. */
public final class JsonLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLine() {}

  /**
   * The object of a line.
   *
   * @throws CommandFailure it is no JSON
   */
  public static ObjectNode parsed(String line) {
    try {
      return (ObjectNode) JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("a record is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
