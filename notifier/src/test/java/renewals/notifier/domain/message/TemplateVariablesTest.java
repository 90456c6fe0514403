package renewals.notifier.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;

class TemplateVariablesTest {

  private static final Instant AT = Instant.parse("2026-12-31T15:59:00Z");

  @ParameterizedTest
  @EnumSource(Language.class)
  void shouldNameNothingThatGetsLongerThanItSays(Language language) {
    NoticeComposer composer = new NoticeComposer(Map.of(), PageLinks.NONE);
    Contact contact =
        new Contact(
            "M-1", "W", language, ZoneId.of("Asia/Shanghai"), "+8613800138000", null, null, null);

    for (MerchantEvent event : TextTest.everyNews()) {
      NotificationTrigger trigger =
          new NotificationTrigger("R1/u1", "M-1", "R1", "T-1", "898600…4146", "cmcc", AT, event);
      Map<String, String> values = composer.text(trigger, contact, AT).values();
      assertThat(values).containsEntry("tail", "4146");
      values.forEach(
          (name, value) ->
              assertThat(value.length())
                  .as("%s of %s: %s", name, event, value)
                  .isLessThanOrEqualTo(TemplateVariables.longest(name, language).orElseThrow()));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void shouldKnowHowLongEachOfItsNamesCanGet(Language language) {
    assertThat(TemplateVariables.names())
        .allSatisfy(
            name -> assertThat(TemplateVariables.longest(name, language)).as(name).isPresent());
  }
}
