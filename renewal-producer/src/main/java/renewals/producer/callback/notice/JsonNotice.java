package renewals.producer.callback.notice;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.schemas.contract.Violation;

/**
 * JSON of which the proof holds. A field is named by its path, such as {@code amount.total}.
 *
 * @param root the object
 */
public record JsonNotice(JsonNode root) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * Reads it.
   *
   * @throws RefusedNoticeException it is no JSON object
   */
  public static JsonNotice of(byte[] bytes) throws RefusedNoticeException {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root != null && root.isObject()) {
        return new JsonNotice(root);
      }
    } catch (IOException e) {
      throw new RefusedNoticeException(Reason.CONTENT, "the notice is no JSON object");
    }
    throw new RefusedNoticeException(Reason.CONTENT, "the notice is no JSON object");
  }

  /** A text that has to be there. */
  public String text(String path) throws RefusedNoticeException {
    return find(path)
        .orElseThrow(
            () -> Amounts.unexpected(path, Violation.NOTHING, "what the channel documents"));
  }

  /** A text or a whole number, if it is there and not empty. */
  public Optional<String> find(String path) throws RefusedNoticeException {
    JsonNode node = root;
    for (String name : path.split("\\.", -1)) {
      node = node.path(name);
    }
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw Amounts.unexpected(path, node.toString(), "a text or a whole number");
    }
    return Optional.of(node.asText()).filter(text -> !text.isEmpty());
  }

  /** An amount that has to be there, in fen. */
  public long fen(String path) throws RefusedNoticeException {
    return Amounts.fen(path, text(path));
  }

  /**
   * Demands that a field says what is ours.
   *
   * @throws RefusedNoticeException it is for somebody else
   */
  public void demandOurs(String path, String ours) throws RefusedNoticeException {
    OurIds.demand(path, text(path), ours);
  }
}
