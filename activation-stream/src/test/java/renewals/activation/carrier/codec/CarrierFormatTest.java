package renewals.activation.carrier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.activation.carrier.codec.CarrierFormat.Kept;
import renewals.activation.carrier.codec.CarrierFormat.Report;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierCondition.State;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.carrier.model.CarrierDowntime.Halt;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.activation.carrier.model.ReestimationScan;
import renewals.activation.carrier.model.ReestimationScan.Reached;
import renewals.streams.record.SourceRecord;

/** What is kept of carriers is read back from its stored form as it was. */
class CarrierFormatTest {

  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

  private final CarrierFormat format = new CarrierFormat();

  @ParameterizedTest
  @EnumSource(State.class)
  void shouldReadBackACarrierAsItWas(State state) {
    for (Instant optional : new Instant[] {null, NOW.plusSeconds(9)}) {
      CarrierProfile known = known(state, optional);
      Kept kept = new Kept(known, optional);

      assertThat(format.readKnown("cmcc", format.write(known))).isEqualTo(known);
      assertThat(format.readKept("cmcc", format.write(kept))).isEqualTo(kept);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadBackAReportAsItWas(boolean withMessage) {
    CarrierStatusReport report =
        new CarrierStatusReport(
            "cmcc",
            Long.MAX_VALUE,
            new CarrierCondition(State.DEGRADED, NOW, null),
            null,
            withMessage ? "slow" : null);
    byte[] key = {'c', 'm', 'c', 'c'};
    byte[] value = {0, 1, 2};
    SourceRecord original =
        new SourceRecord(
            "carrier-status",
            3,
            17,
            NOW.toEpochMilli(),
            key,
            value,
            new RecordHeaders().add("h", new byte[] {5}));

    Report read = format.readReport("cmcc", format.write(new Report(report, original)));

    assertThat(read.report()).isEqualTo(report);
    assertThat(read.original().value()).isEqualTo(value);
    assertThat(read.original()).usingRecursiveComparison().isEqualTo(original);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadBackAWalkAsItWas(boolean begun) {
    Reached reached = begun ? new Reached(NOW, NOW.minusSeconds(7), "R1") : null;
    ReestimationScan walk = new ReestimationScan(Set.of("cmcc", "cucc"), reached, Set.of("ctcc"));

    ReestimationScanFormat walks = new ReestimationScanFormat();
    assertThat(walks.read(walks.write(walk))).isEqualTo(walk);
  }

  private static CarrierProfile known(State state, Instant endsAt) {
    return new CarrierProfile(
        List.of(
            new CarrierStatusReport(
                "cmcc", -5, new CarrierCondition(state, NOW, NOW), null, "soon"),
            new CarrierStatusReport(
                "cmcc", -3, new CarrierCondition(state, NOW, endsAt), "维护", null)),
        new CarrierDowntime(
            List.of(new Halt(NOW.minusSeconds(90), NOW.minusSeconds(30)), new Halt(NOW, endsAt))));
  }
}
