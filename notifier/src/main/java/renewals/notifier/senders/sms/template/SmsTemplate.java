package renewals.notifier.senders.sms.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template as a provider has reviewed it.
 *
 * @param code the provider's
 * @param variables in the order in which they stand in the text
 */
public record SmsTemplate(String code, List<Variable> variables) {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern VARIABLE =
      Pattern.compile("([A-Za-z]+(?:\\.[a-z]+)?)\\s+([0-9]{1,3})");

  /** How {@link #parse} wants it. */
  public static final String EXPECTATION =
      "templates from the fullest to the shortest, with | between them, each a code, a colon and"
          + " its variables with their greatest lengths, such as"
          + " SMS_1: tail 4, until.day 6 | SMS_2: tail 4";

  /**
   * What stands in a variable.
   *
   * @param name of the value, such as {@code until.day}
   * @param longest how many characters the provider allows there
   */
  public record Variable(String name, int longest) {}

  public SmsTemplate {
    variables = List.copyOf(variables);
  }

  /** The templates that a setting lists, or nothing if it isn't as {@link #EXPECTATION} says. */
  public static Optional<List<SmsTemplate>> parse(String setting) {
    List<SmsTemplate> templates = new ArrayList<>();
    for (String part : setting.split("\\|", -1)) {
      Optional<SmsTemplate> template = parseOne(part);
      if (template.isEmpty()) {
        return Optional.empty();
      }
      templates.add(template.get());
    }
    return Optional.of(templates);
  }

  private static Optional<SmsTemplate> parseOne(String part) {
    int colon = part.indexOf(':');
    String code = (colon < 0 ? part : part.substring(0, colon)).strip();
    if (!CODE.matcher(code).matches()) {
      return Optional.empty();
    }
    List<Variable> variables = new ArrayList<>();
    String rest = colon < 0 ? "" : part.substring(colon + 1).strip();
    for (String variable : rest.isEmpty() ? new String[0] : rest.split(",", -1)) {
      Matcher matcher = VARIABLE.matcher(variable.strip());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      variables.add(new Variable(matcher.group(1), Integer.parseInt(matcher.group(2))));
    }
    return Optional.of(new SmsTemplate(code, variables));
  }

  /** What stands in its variables, if all of them are known. */
  Optional<SequencedMap<String, String>> filledWith(Map<String, String> values) {
    SequencedMap<String, String> filled = new LinkedHashMap<>();
    for (Variable variable : variables) {
      String value = values.get(variable.name());
      if (value == null) {
        return Optional.empty();
      }
      filled.put(variable.name(), value);
    }
    return Optional.of(filled);
  }

  /** The first of its variables that a value is too long for, if there is one. */
  Optional<Variable> tooShortFor(Map<String, String> values) {
    return variables.stream()
        .filter(
            variable -> {
              String value = values.getOrDefault(variable.name(), "");
              return value.codePointCount(0, value.length()) > variable.longest();
            })
        .findFirst();
  }
}
