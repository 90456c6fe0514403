package renewals.activation.announcement.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.activation.announcement.codec.AnnouncementFormat.Place;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.announcement.model.AnnouncementWalk;
import renewals.activation.announcement.model.AnnouncementWalk.Reached;
import renewals.activation.announcement.model.Audience;
import renewals.streams.state.StateFormatException;

class AnnouncementFormatTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00.123Z");

  private final AnnouncementFormat format = new AnnouncementFormat();

  @ParameterizedTest
  @EnumSource(Announcement.Kind.class)
  void shouldReadBackWhatItWrote(Announcement.Kind kind) {
    Announced whole =
        announced(
            kind,
            new Audience(Set.of("cmcc", "cucc"), Set.of("app"), Set.of("流量卡 1 GB")),
            AT.plusSeconds(60),
            "https://example.com/");
    Announced least = announced(kind, new Audience(null, null, null), null, null);

    assertThat(format.readAnnounced(format.write(whole))).isEqualTo(whole);
    assertThat(format.readAnnounced(format.write(least))).isEqualTo(least);
  }

  @Test
  void shouldReadThePlaceOfAWalk() {
    Announced one = announced(Announcement.Kind.FEES, new Audience(null, null, null), null, null);
    AnnouncementWalk begun =
        new AnnouncementWalk(List.of(one), new Reached(AT, "8986004919330004146"), List.of());

    assertThat(format.readPlace(format.writePlace(begun)))
        .isEqualTo(new Place(List.of("A1"), begun.reached(), List.of()));
    assertThat(
            format.readPlace(
                format.writePlace(new AnnouncementWalk(List.of(), null, List.of(one)))))
        .isEqualTo(new Place(List.of(), null, List.of("A1")));
  }

  /** Which ended before the party that announced it. */
  @Test
  void shouldReadWhatTheFirstVersionWrote() {
    Announced one = announced(Announcement.Kind.FEES, new Audience(null, null, null), AT, null);
    byte[] now = format.write(one);
    byte[] then = Arrays.copyOf(now, now.length - 1);
    then[0] = 1;

    assertThat(format.readAnnounced(then)).isEqualTo(one);
  }

  @Test
  void shouldRefuseWhatALaterVersionWrote() {
    assertThatThrownBy(() -> format.readAnnounced(new byte[] {3}))
        .isInstanceOf(StateFormatException.class)
        .hasMessage("stored announcement has version 3, expected 1 to 2");
  }

  private static Announced announced(
      Announcement.Kind kind, Audience audience, Instant endsAt, String link) {
    return new Announced(
        new Announcement(
            "A1",
            3,
            kind,
            audience,
            AT,
            endsAt,
            new Announcement.LocalizedText("标题", "内容", "Title", "Text", link)),
        AT.minusSeconds(5),
        link == null ? null : "lakala");
  }
}
