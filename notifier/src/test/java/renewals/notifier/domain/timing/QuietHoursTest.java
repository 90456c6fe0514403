package renewals.notifier.domain.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

  /** 2 March 2026 is a Monday. Berlin's clocks change on 29 March and 25 October. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          22:00|07:00|MO TU WE TH FR SA SU|Asia/Shanghai|2026-03-02T13:59:59Z|-
          22:00|07:00|MO TU WE TH FR SA SU|Asia/Shanghai|2026-03-02T14:00:00Z|2026-03-02T23:00:00Z
          22:00|07:00|MO TU WE TH FR SA SU|Asia/Shanghai|2026-03-02T20:00:00Z|2026-03-02T23:00:00Z
          22:00|07:00|MO TU WE TH FR SA SU|Asia/Shanghai|2026-03-02T23:00:00Z|-
          12:00|14:00|MO TU WE TH FR SA SU|Asia/Kathmandu|2026-03-02T06:15:00Z|2026-03-02T08:15:00Z
          22:00|07:00|MO|Asia/Shanghai|2026-03-02T20:00:00Z|2026-03-02T23:00:00Z
          22:00|07:00|MO|Asia/Shanghai|2026-03-03T20:00:00Z|-
          22:00|07:00|TU|Asia/Shanghai|2026-03-02T20:00:00Z|-
          22:00|07:00|MO TU WE TH FR SA SU|Europe/Berlin|2026-03-28T23:00:00Z|2026-03-29T05:00:00Z
          22:00|07:00|MO TU WE TH FR SA SU|Europe/Berlin|2026-10-24T23:00:00Z|2026-10-25T06:00:00Z
          22:00|02:30|MO TU WE TH FR SA SU|Europe/Berlin|2026-03-28T23:00:00Z|2026-03-29T01:00:00Z
          22:00|02:30|MO TU WE TH FR SA SU|Europe/Berlin|2026-10-24T23:00:00Z|2026-10-25T01:30:00Z
          02:30|06:00|MO TU WE TH FR SA SU|Europe/Berlin|2026-03-29T01:00:00Z|2026-03-29T04:00:00Z
          02:10|02:20|MO TU WE TH FR SA SU|Europe/Berlin|2026-03-29T01:00:00Z|-
          """)
  void shouldEndWhenTheClockOnHisWallSays(
      String from, String to, String days, String zone, Instant moment, Instant end) {
    assertThat(quiet(from, to, days).endIfQuiet(moment, ZoneId.of(zone)))
        .isEqualTo(Optional.ofNullable(end));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MO TU WE TH FR SA SU | 2026-03-02T13:59:59Z | 2026-03-02T14:00:00Z
          MO TU WE TH FR SA SU | 2026-03-02T14:00:00Z | 2026-03-03T14:00:00Z
          SU                   | 2026-03-02T14:00:00Z | 2026-03-08T14:00:00Z
          MO                   | 2026-03-02T14:00:00Z | 2026-03-09T14:00:00Z
          """)
  void shouldSayWhenItIsQuietNext(String days, Instant moment, Instant begin) {
    assertThat(quiet("22:00", "07:00", days).nextBegin(moment, ZoneId.of("Asia/Shanghai")))
        .contains(begin);
  }

  @Test
  void shouldNeverBeQuietWithoutDays() {
    QuietHours never = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of());

    assertThat(never.endIfQuiet(Instant.EPOCH, ZoneId.of("UTC"))).isEmpty();
    assertThat(never.nextBegin(Instant.EPOCH, ZoneId.of("UTC"))).isEmpty();
  }

  @Test
  void shouldRefuseToEndWhenTheyBegin() {
    assertThatThrownBy(() -> quiet("07:00", "07:00", "MO"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("07:00");
  }

  /** Whatever the zone and its changes: on his wall it is never a quiet time when he is told. */
  @Test
  void shouldBeQuietWheneverTheClockOnHisWallSaysSo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < 50_000; i++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      QuietHours quiet = anyQuiet(random);
      Instant moment = Instant.ofEpochSecond(1_600_000_000L + random.nextInt(400_000_000));
      Optional<Instant> end = quiet.endIfQuiet(moment, zone);
      String shown = "seed %d: %s in %s at %s".formatted(seed, quiet, zone, moment);
      if (isQuietOnTheWall(quiet, moment.atZone(zone))) {
        assertThat(end).as(shown).isPresent();
      }
      Instant told = end.orElse(moment);
      assertThat(isQuietOnTheWall(quiet, told.atZone(zone))).as(shown).isFalse();
      assertThat(Duration.between(moment, told)).as(shown).isLessThan(Duration.ofHours(49));
      quiet
          .nextBegin(told, zone)
          .ifPresent(begin -> assertThat(quiet.endIfQuiet(begin, zone)).as(shown).isPresent());
    }
  }

  private static boolean isQuietOnTheWall(QuietHours quiet, ZonedDateTime wall) {
    LocalTime time = wall.toLocalTime();
    boolean isToday = quiet.days().contains(wall.getDayOfWeek());
    if (quiet.from().isBefore(quiet.to())) {
      return isToday && !time.isBefore(quiet.from()) && time.isBefore(quiet.to());
    }
    boolean wasYesterday = quiet.days().contains(wall.toLocalDate().minusDays(1).getDayOfWeek());
    return (isToday && !time.isBefore(quiet.from())) || (wasYesterday && time.isBefore(quiet.to()));
  }

  private static QuietHours anyQuiet(Random random) {
    LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
    LocalTime to = from.plusMinutes(1 + random.nextInt(1439));
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(4) > 0) {
        days.add(day);
      }
    }
    return new QuietHours(from, to, days);
  }

  private static QuietHours quiet(String from, String to, String days) {
    return new QuietHours(
        LocalTime.parse(from),
        LocalTime.parse(to),
        Arrays.stream(days.strip().split(" "))
            .map(day -> DayOfWeek.of(DAYS.indexOf(day) + 1))
            .collect(Collectors.toSet()));
  }
}
