package renewals.notifier.domain;

import java.util.Map;

/**
 * What a reviewed template may name in one notice, frozen with its words.
 *
 * @param language of the words, and so of the template
 * @param values by name: {@link renewals.notifier.domain.message.TemplateVariables}
 */
public record TemplateValues(Language language, Map<String, String> values) {

  public TemplateValues {
    values = Map.copyOf(values);
  }
}
