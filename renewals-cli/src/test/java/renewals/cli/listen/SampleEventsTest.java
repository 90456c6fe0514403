package renewals.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.activation.estimate.model.Basis;
import renewals.kit.Settings;
import renewals.notifier.NoticePreview;
import renewals.notifier.NoticePreview.Previewed;
import renewals.notifier.domain.Refusal;
import renewals.schemas.contract.NoticeKinds;
import renewals.v1.RenewalUpdate;

class SampleEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  /** What no event of the pipeline brings about, but a contact or an answer. */
  private static final Set<String> OF_THE_NOTIFIER =
      Set.of("CONTACT_CHANGED", "ADDRESS_PAUSED", "ADDRESS_RECOVERED");

  static Stream<String> kinds() {
    return NoticeKinds.ALL.stream().filter(kind -> !OF_THE_NOTIFIER.contains(kind));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldBeToldAsTheKindThatItIsASampleOf(String kind) {
    List<Previewed> told =
        NoticePreview.of(Settings.of(Map.of()), "en", ZoneOffset.UTC, NOW)
            .of(SampleEvents.of(kind, "M-7", NOW), NOW);

    assertThat(told)
        .isNotEmpty()
        .allSatisfy(
            notice -> {
              assertThat(notice.kind()).isEqualTo(kind);
              assertThat(notice.merchantId()).isEqualTo("M-7");
            });
  }

  @Test
  void shouldSayWhatTheContractKnows() {
    RenewalUpdate rejected = (RenewalUpdate) SampleEvents.of("REJECTED", "M-7", NOW);
    RenewalUpdate paid = (RenewalUpdate) SampleEvents.of("PAID", "M-7", NOW);

    assertThat(Refusal.named(rejected.getReason())).isNotEqualTo(Refusal.OTHER);
    assertThat(paid.getExpectedUsable().getBasis())
        .isIn(Stream.of(Basis.values()).map(Basis::wireName).toList());
  }

  @Test
  void shouldHaveIdsAsThePipelineMakesThem() {
    RenewalUpdate reminder = (RenewalUpdate) SampleEvents.of("EXPIRY_REMINDER", "M-7", NOW);
    RenewalUpdate announced = (RenewalUpdate) SampleEvents.of("CAMPAIGN", "M-7", NOW);

    assertThat(reminder.getUpdateId())
        .isEqualTo(reminder.getRenewalId() + "/e7/" + reminder.getValidUntil().getEpochSecond());
    assertThat(announced.getUpdateId())
        .isEqualTo(announced.getAnnouncement().getAnnouncementId() + "/0/M-7");
  }

  @Test
  void shouldBeAnotherInEachCall() {
    RenewalUpdate one = (RenewalUpdate) SampleEvents.of("PAID", "M-7", NOW);
    RenewalUpdate other = (RenewalUpdate) SampleEvents.of("PAID", "M-7", NOW);

    assertThat(one.getUpdateId()).startsWith(one.getRenewalId()).isNotEqualTo(other.getUpdateId());
  }

  @Test
  void shouldHaveNoOthers() {
    assertThat(SampleEvents.KINDS)
        .containsExactlyElementsOf(
            Stream.concat(kinds(), Stream.of(SampleEvents.CHALLENGE)).toList());
  }
}
