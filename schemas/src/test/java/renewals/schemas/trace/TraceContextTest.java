package renewals.schemas.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void shouldReadWhatTheW3cWrites() {
    TraceContext trace = TraceContext.parse(GIVEN);

    assertThat(trace)
        .isEqualTo(
            new TraceContext(
                0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L, (byte) 1));
    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(trace.spanIdText()).isEqualTo("b7ad6b7169203331");
    assertThat(trace.isSampled()).isTrue();
  }

  @Test
  void shouldReadAVersionToComeAndLeaveOutWhatItAdds() {
    assertThat(TraceContext.parse("cc" + GIVEN.substring(2) + "-what-else"))
        .isEqualTo(TraceContext.parse(GIVEN));
  }

  @Test
  void shouldLeaveOutFlagsThatNobodyKnows() {
    assertThat(TraceContext.parse(GIVEN.substring(0, 53) + "fe").format())
        .isEqualTo(GIVEN.substring(0, 53) + "02");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-else",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "00-０af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void shouldTakeADamagedOneForNone(String damaged) {
    assertThat(TraceContext.parse(damaged)).isNull();
  }

  @Test
  void shouldTakeALongOneForNone() {
    assertThat(TraceContext.parse("01" + GIVEN.substring(2) + "-" + "x".repeat(1_000_000)))
        .isNull();
  }

  @Test
  void shouldBeNoneWithoutATraceOrASpan() {
    assertThatThrownBy(() -> new TraceContext(0, 0, 3, (byte) 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TraceContext(1, 2, 0, (byte) 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void shouldReadBackWhateverItWrites(
      @ForAll long high, @ForAll long low, @ForAll long span, @ForAll byte flags) {
    Assume.that((high != 0 || low != 0) && span != 0);
    TraceContext trace = new TraceContext(high, low, span, flags);

    assertThat(TraceContext.parse(trace.format())).isEqualTo(trace);
    assertThat(TraceContext.ofBytes(trace.toBytes(), 0)).isEqualTo(trace);
    assertThat(TraceContext.of(trace.traceId(), trace.spanIdText(), flags)).isEqualTo(trace);
    assertThat(trace.format()).hasSize(55);
    assertThat(trace.toBytes()).hasSize(TraceContext.BYTES);
  }

  @Property(tries = 2_000)
  void shouldReadWhatIsDamagedAtOnePlaceAsAnotherOrNoneAndNeverThrow(
      @ForAll @IntRange(max = 54) int at, @ForAll char instead) {
    String damaged = GIVEN.substring(0, at) + instead + GIVEN.substring(at + 1);

    TraceContext read = TraceContext.parse(damaged);

    if (read != null) {
      assertThat(read.format()).hasSize(55);
      assertThat(instead)
          .isIn(
              '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
    }
  }

  @Property(tries = 2_000)
  void shouldTakeWhateverBytesARecordBearsForNone(@ForAll @Size(max = 600) byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(TraceHeaders.TRACEPARENT, value);

    assertThat(TraceHeaders.of(headers)).isNull();
  }

  @Test
  void shouldReadTheLastThatARecordBearsAndPutOneAlone() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(TraceHeaders.TRACEPARENT, "damaged".getBytes(UTF_8));
    headers.add(TraceHeaders.TRACEPARENT, GIVEN.getBytes(UTF_8));
    assertThat(TraceHeaders.of(headers)).isEqualTo(TraceContext.parse(GIVEN));

    TraceContext other = new TraceContext(1, 2, 3, (byte) 0);
    TraceHeaders.put(headers, other);
    assertThat(headers.headers(TraceHeaders.TRACEPARENT)).hasSize(1);
    assertThat(TraceHeaders.of(headers)).isEqualTo(other);
  }

  @Test
  void shouldFindNoneWhereARecordBearsNoneOrNull() {
    RecordHeaders headers = new RecordHeaders();
    assertThat(TraceHeaders.of(headers)).isNull();

    headers.add(TraceHeaders.TRACEPARENT, null);
    assertThat(TraceHeaders.of(headers)).isNull();
  }
}
