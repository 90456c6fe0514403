package renewals.notifier.domain.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTimeTest {

  /** Berlin's clocks change on 29 March and 25 October. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          08:30|Asia/Shanghai|2026-03-02T00:29:59Z|-|2026-03-02|2026-03-02T00:30:00Z
          08:30|Asia/Shanghai|2026-03-02T00:30:00Z|-|2026-03-03|2026-03-03T00:30:00Z
          08:30|Asia/Shanghai|2026-03-02T00:00:00Z|2026-03-02|2026-03-03|2026-03-03T00:30:00Z
          02:30|Europe/Berlin|2026-03-29T00:00:00Z|-|2026-03-29|2026-03-29T01:00:00Z
          02:30|Europe/Berlin|2026-10-25T00:15:00Z|-|2026-10-25|2026-10-25T00:30:00Z
          02:30|Europe/Berlin|2026-10-25T00:30:00Z|-|2026-10-26|2026-10-26T01:30:00Z
          """)
  void shouldBeOnceADayAsTheClockOnHisWallSays(
      String time, String zone, Instant moment, LocalDate last, LocalDate day, Instant at) {
    DigestTime.Occurrence next =
        new DigestTime(LocalTime.parse(time)).next(moment, ZoneId.of(zone), last);

    assertThat(next).isEqualTo(new DigestTime.Occurrence(day, at));
  }
}
