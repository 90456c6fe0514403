package renewals.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;

class AnnouncementChecksTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  private final Announcement announcement =
      new Announcement(
          "A1",
          AnnouncementKind.FEES,
          List.of("cmcc"),
          List.of("lakala-app"),
          List.of("流量卡 1 GB"),
          NOW,
          null,
          "资费调整",
          "自 5 月 1 日起资费调整。",
          "Fees change",
          "Fees change on 1 May.",
          "https://example.com/fees?lang=zh",
          0L);

  @Test
  void shouldFindNothingWhereAllIsWell() {
    assertThat(fields()).isEmpty();
  }

  @Test
  void shouldNameEveryViolationOfAnEmptyEvent() {
    assertThat(EventContract.check(new Announcement(), NOW))
        .extracting(Violation::field)
        .containsExactly(
            "announcementId", "kind", "effectiveAt", "titleZh", "textZh", "titleEn", "textEn");
  }

  @Test
  void shouldTakeAnnouncementsForAllAndTimesOfAnyOrder() {
    announcement.setCarrierIds(null);
    announcement.setChannelIds(null);
    announcement.setPlanIds(null);
    announcement.setLink(null);
    announcement.setEffectiveAt(Instant.parse("2031-01-01T00:00:00Z"));
    announcement.setEndsAt(Instant.EPOCH);

    assertThat(fields()).isEmpty();
  }

  @Test
  void shouldRefuseListsThatFitNobody() {
    announcement.setCarrierIds(List.of());
    announcement.setChannelIds(List.of());
    announcement.setPlanIds(List.of());

    assertThat(fields()).containsExactly("carrierIds", "channelIds", "planIds");
  }

  @Test
  void shouldNameTheEntryThatIsNoId() {
    announcement.setCarrierIds(List.of("cmcc", "c m"));
    announcement.setChannelIds(List.of(".."));
    announcement.setPlanIds(List.of("a", "b\n"));

    assertThat(fields()).containsExactly("carrierIds[1]", "channelIds[0]", "planIds[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "javascript:alert(1)",
        "https:",
        "https://",
        "https://user@example.com/",
        "https://example.com/#a",
        "//example.com/",
        "example.com",
        ""
      })
  void shouldRefuseALinkThatIsNotHttps(String link) {
    announcement.setLink(link);

    assertThat(fields()).containsExactly("link");
  }

  @Test
  void shouldRefuseWordsThatSayNothingAndThoseThatTurnALine() {
    announcement.setTitleZh(" ");
    announcement.setTextZh("");
    announcement.setTitleEn("x".repeat(501));
    announcement.setTextEn("a\u202eb");

    assertThat(fields()).containsExactly("titleZh", "textZh", "titleEn", "textEn");
  }

  @Test
  void shouldRefuseARevisionBelowZero() {
    announcement.setRevision(-1L);

    assertThat(EventContract.check(announcement, NOW))
        .extracting(Violation::toString)
        .containsExactly("revision is -1, expected a number of at least 0");
  }

  @Test
  void shouldTakeAKindThatALaterVersionKnows() {
    announcement.setKind(AnnouncementKind.OTHER);

    assertThat(EventContract.unknownSymbols(announcement)).isEmpty();
    assertThat(fields()).isEmpty();
  }

  private List<String> fields() {
    return EventContract.check(announcement, NOW).stream().map(Violation::field).toList();
  }
}
