package renewals.notifier.senders.sms.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.notifier.senders.sms.template.SmsTemplate.Variable;

class SmsTemplateTest {

  @Test
  void shouldReadTemplatesFromTheFullestToTheShortest() {
    assertThat(SmsTemplate.parse("SMS_1: tail 4, until.day 6 | 449739: tail 4|SMS_3"))
        .contains(
            List.of(
                new SmsTemplate(
                    "SMS_1", List.of(new Variable("tail", 4), new Variable("until.day", 6))),
                new SmsTemplate("449739", List.of(new Variable("tail", 4))),
                new SmsTemplate("SMS_3", List.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "SMS 1: tail 4", "SMS_1: tail", "SMS_1: tail four", "SMS_1: , tail 4", "a|"})
  void shouldNotReadWhatIsNone(String setting) {
    assertThat(SmsTemplate.parse(setting)).isEmpty();
  }

  @Test
  void shouldFillItsVariablesInTheirOrder() {
    SmsTemplate template =
        new SmsTemplate("SMS_1", List.of(new Variable("until.day", 6), new Variable("tail", 4)));

    assertThat(template.filledWith(Map.of("tail", "4146", "until.day", "4月2日", "data", "1 GB")))
        .hasValueSatisfying(
            filled ->
                assertThat(filled)
                    .containsExactly(Map.entry("until.day", "4月2日"), Map.entry("tail", "4146")));
    assertThat(template.filledWith(Map.of("tail", "4146"))).isEmpty();
  }
}
