package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Events.status;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Fitting;
import renewals.activation.estimate.model.Carriers;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.kit.Health;
import renewals.streams.runtime.SetAsideTimers;
import renewals.v1.CarrierState;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** A rule that throws at a timer. The one that can be made to throw here is that of estimates. */
class SetAsideTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final AtomicBoolean fails = new AtomicBoolean();
  private final Pipeline pipeline =
      new Pipeline(
          CLOCK,
          new Estimating(
              new RenewalEstimates(this::estimates, Carriers.SILENT), Duration.ofDays(900), true));

  private Estimates estimates() {
    if (fails.get()) {
      throw new IllegalStateException("a defect");
    }
    return Fitting.ofNothing(Instant.EPOCH, EstimateSettings.DEFAULTS);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldSetADeadlineAsideAndTryItAgainAnHourLater() {
    pay("R1");
    fails.set(true);

    pipeline.advance(Duration.ofDays(3));

    assertThat(pipeline.updates()).isEmpty();
    assertThat(pipeline.timers.state()).contains("deadline of R1").contains("a defect");

    fails.set(false);
    pipeline.advance(SetAsideTimers.AGAIN_AFTER);

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.DELAYED);
    assertThat(pipeline.timers.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldFireTheOthersDeadlinesMeanwhile() {
    pay("R1");
    pipeline.take(requested("R2", pipeline.now()));
    pipeline.updates();
    fails.set(true);

    pipeline.advance(Duration.ofDays(3));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.LAPSED);
  }

  @Test
  void shouldGiveUpAFactBehindADeadlineThatARuleFailsAtAndGoOn() {
    pay("R1");
    pipeline.take(requested("R2", pipeline.now()));
    fails.set(true);
    pipeline.advance(Duration.ofDays(3));
    pipeline.updates();

    pipeline.take(approved("R1", "V1", pipeline.now()));
    fails.set(false);
    pipeline.take(settled("R2", "P2", 5000, pipeline.now()));

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::key, Pipeline.Letter::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("R1", "PROCESSING_FAILED"));
    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getRenewalId)
        .containsOnly("R2")
        .isNotEmpty();
  }

  @Test
  void shouldGiveUpAFactAtWhoseEstimateARuleFailsAndKeepNothingOfIt() {
    pipeline.take(requested("R1", pipeline.now()));
    pipeline.updates();
    fails.set(true);

    pipeline.take(settled("R1", "P1", 5000, pipeline.now()));

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("PROCESSING_FAILED");
    assertThat(pipeline.updates()).isEmpty();

    fails.set(false);
    pipeline.take(settled("R1", "P1", 5000, pipeline.now()));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.PAID);
  }

  @Test
  void shouldSetAReminderAsideAndTryItAgainAnHourLater() {
    pay("R1");
    pipeline.take(approved("R1", "V1", pipeline.now()));
    pipeline.updates();
    pipeline.activations();
    fails.set(true);

    pipeline.advance(Duration.ofDays(25));

    assertThat(pipeline.updates()).isEmpty();
    assertThat(pipeline.timers.state()).contains("reminder of R1").doesNotContain("8986");

    fails.set(false);
    pipeline.advance(SetAsideTimers.AGAIN_AFTER);

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.EXPIRY_REMINDER);
    assertThat(pipeline.timers.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldLeaveOutARenewalAtWhoseNewTimeARuleFails() {
    pay("R1");
    fails.set(true);

    pipeline.take(status(1, CarrierState.OUTAGE, pipeline.now(), null));
    pipeline.advance(Duration.ofSeconds(2));

    assertThat(pipeline.timers.state()).contains("reestimation of R1");
    assertThat(pipeline.updates()).isEmpty();
  }

  private void pay(String renewalId) {
    pipeline.take(requested(renewalId, pipeline.now()));
    pipeline.take(settled(renewalId, "P-" + renewalId, 5000, pipeline.now()));
    pipeline.updates();
  }
}
