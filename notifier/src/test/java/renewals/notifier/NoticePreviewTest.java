package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.kit.LinkSettings;
import renewals.kit.Settings;

/** Words of the notifier, written where it doesn't run. */
class NoticePreviewTest {

  private static final Settings SETTINGS =
      Settings.of(
          Map.of(
              "page.base.url",
              "https://pages.example",
              "page.link.secret",
              "a secret of thirty-two letters or more",
              "notifier.smtp.ca-file",
              "/not/on/this/machine",
              "provenance.keys",
              "/not/on/this/machine"));

  @Test
  void shouldWriteWordsWithoutWhatOnlyTheNotifiersMachineHas() {
    assertThat(
            NoticePreview.of(SETTINGS, "en", ZoneOffset.UTC, Samples.NOW)
                .of(Samples.activated("R-1"), Samples.NOW))
        .isNotEmpty();
  }

  @Test
  void shouldLinkAsOfNowWhateverTheMomentOfTheWords() {
    Instant now = Samples.NOW.plus(Duration.ofDays(400));

    assertThat(
            NoticePreview.of(SETTINGS, "en", ZoneOffset.UTC, now)
                .of(Samples.activated("R-1"), Samples.NOW))
        .filteredOn(notice -> notice.channel().equals("EMAIL"))
        .singleElement()
        .extracting(NoticePreview.Previewed::body)
        .asString()
        .contains(LinkSettings.links(SETTINGS).orElseThrow().to("R-1", now));
  }
}
