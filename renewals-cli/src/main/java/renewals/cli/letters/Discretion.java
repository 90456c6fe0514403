package renewals.cli.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import renewals.cli.query.ForPeople;
import renewals.cli.replay.DeadLetter;
import renewals.notifier.domain.message.PiiRedactor;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.schemas.json.EventJson;

/**
 * What of a dead letter is shown: no address, no merchant's name and no whole number of a card.
 *
 * <p>Source: security, "Retention".
 */
final class Discretion {

  static final String HIDDEN = "not shown";

  private static final String MERCHANT_ID = "merchantId";

  private static final Set<String> OF_CARDS =
      Set.of(Topics.CARD_USAGE.name(), Topics.CARD_STATUS.name());

  /** All else of a contact is an address, or may be one. */
  private static final Set<String> OF_CONTACTS =
      Set.of(EventJson.TYPE, MERCHANT_ID, "locale", "zone", "revision", "updatedAt");

  private static final Pattern WRONG_FIELD =
      Pattern.compile("([A-Za-z][A-Za-z0-9.]{0,63}) is .*, expected (.*)");

  private Discretion() {}

  /** The text of the letter. */
  static String why(DeadLetter letter) {
    String why = letter.why();
    return letter.isContact() ? withoutGiven(why) : String.valueOf(PiiRedactor.quoted(why));
  }

  /** Each thing that is wrong stands as field, value and expectation; others may be anything. */
  private static String withoutGiven(String why) {
    return Arrays.stream(why.split("; ", -1))
        .map(
            one -> {
              Matcher wrong = WRONG_FIELD.matcher(one);
              return wrong.matches()
                  ? "%s is %s, expected %s".formatted(wrong.group(1), HIDDEN, wrong.group(2))
                  : HIDDEN;
            })
        .collect(Collectors.joining("; "));
  }

  /**
   * The key of a letter that has one: a sender who mistakes the key may have put a number of a card
   * or an address there.
   *
   * @param event that was read, if it was
   */
  static String key(DeadLetter letter, Optional<ObjectNode> event) {
    String key = letter.key().orElse("none");
    if (letter.isContact()) {
      boolean isMerchant =
          event.filter(read -> read.path(MERCHANT_ID).asText().equals(key)).isPresent();
      return isMerchant ? printable(key) : HIDDEN;
    }
    String shown =
        OF_CARDS.contains(letter.topic()) ? String.valueOf(PiiRedactor.quoted(key)) : key;
    return printable(Iccid.parse(key).map(Iccid::masked).orElse(shown));
  }

  /** The event, as much of it as may be shown; what senders wrote is printable. */
  static ObjectNode event(DeadLetter letter, ObjectNode event) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    for (var field : event.properties()) {
      String name = field.getKey();
      if (!letter.isContact()) {
        shown.set(printable(name), shown(name, field.getValue()));
      } else if (!OF_CONTACTS.contains(name)) {
        shown.put(name, HIDDEN);
      } else {
        shown.set(name, mapped(field.getValue(), Discretion::printable));
      }
    }
    return shown;
  }

  private static JsonNode shown(String name, JsonNode value) {
    if (value instanceof ObjectNode inner) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      inner
          .properties()
          .forEach(
              field ->
                  object.set(printable(field.getKey()), shown(field.getKey(), field.getValue())));
      return object;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> array.add(shown(name, element)));
      return array;
    }
    boolean isId = name.endsWith("Id") || name.endsWith("Ids");
    return mapped(value, text -> printable(isId ? text : number(text)));
  }

  private static JsonNode mapped(JsonNode value, UnaryOperator<String> change) {
    return value.isTextual() ? TextNode.valueOf(change.apply(value.asText())) : value;
  }

  private static String number(String text) {
    return Iccid.parse(text)
        .map(Iccid::masked)
        .orElseGet(() -> String.valueOf(PiiRedactor.quoted(text)));
  }

  /** What senders wrote breaks no line and no screen. */
  static String printable(String text) {
    return ForPeople.printable(text);
  }
}
