package renewals.parties.file;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * YAML whose values are what stands there. YAML reads {@code 0123} as 83 and {@code 1e3} as 1000.0;
 * as ids those would be somebody else's, so numbers that aren't written as numbers are printed stay
 * texts. Aliases, which Jackson takes for texts, are refused, and so is a second document, which
 * would be passed over.
 */
final class AsWritten extends JsonParserDelegate {

  private static final Pattern PRINTED = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private final YAMLParser yaml;

  AsWritten(YAMLParser yaml) {
    super(yaml);
    this.yaml = yaml;
  }

  /**
   * Refuses what follows on the first document.
   *
   * @throws JsonParseException something does
   */
  void demandEnd() throws IOException {
    if (yaml.nextToken() != null) {
      throw new JsonParseException(yaml, "a second document");
    }
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = yaml.nextToken();
    if (token != null && yaml.isCurrentAlias()) {
      throw new JsonParseException(yaml, "an alias");
    }
    return asWritten(token);
  }

  @Override
  public @Nullable JsonToken currentToken() {
    return asWritten(yaml.currentToken());
  }

  @Override
  public int currentTokenId() {
    JsonToken token = currentToken();
    return token == null ? 0 : token.id();
  }

  @Override
  public boolean hasTokenId(int id) {
    return currentTokenId() == id;
  }

  @Override
  public boolean hasToken(JsonToken token) {
    return currentToken() == token;
  }

  private @Nullable JsonToken asWritten(@Nullable JsonToken token) {
    try {
      return token != null && token.isNumeric() && !PRINTED.matcher(yaml.getText()).matches()
          ? JsonToken.VALUE_STRING
          : token;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
