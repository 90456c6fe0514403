package renewals.activation.renewal.stream;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.CarrierNotices;
import renewals.activation.renewal.rules.ExpectedTimes;

/** Estimates a renewal anew, and publishes a CARRIER_NOTICE where its time has changed enough. */
final class ReestimationHandler {

  private final RenewalParts parts;
  private final RenewalState state;
  private final StepOutputs outputs;
  private final StepTraces traces;

  ReestimationHandler(
      RenewalParts parts, RenewalState state, StepOutputs outputs, StepTraces traces) {
    this.parts = parts;
    this.state = state;
    this.outputs = outputs;
    this.traces = traces;
  }

  /**
   * Looks at a renewal, if it waits for the review of one of the carriers. Where a rule throws it
   * is left out: the next status report of the carrier has it looked at again.
   *
   * @param now the wall clock
   */
  void handle(String renewalId, Set<String> carriers, Instant now) {
    if (!(state.find(renewalId) instanceof Case.Renewal renewal)) {
      return;
    }
    ExpectedTimes told;
    List<StepOutputs.Ready> updates;
    try {
      told = decide(renewal, carriers, now);
      updates = told == null ? List.of() : outputs.ready(told.updates());
    } catch (RuntimeException e) {
      parts.timers().failed(RenewalParts.REESTIMATION, renewalId, now, e);
      return;
    }
    if (told != null) {
      traces.timer(
          StepTraces.REESTIMATION, renewalId, state.traceOf(renewalId), !updates.isEmpty());
      try {
        outputs.emitUpdates(updates);
        state.save(renewal, told.after(), now);
      } finally {
        traces.end();
      }
      parts.timers().succeeded(RenewalParts.REESTIMATION, renewalId);
    }
  }

  private @Nullable ExpectedTimes decide(Case.Renewal renewal, Set<String> carriers, Instant now) {
    if (!CarrierNotices.concern(renewal, carriers)) {
      return null;
    }
    ExpectedUsable expected = parts.estimating().of(renewal, now);
    CarrierProfile carrier = parts.carriers().find(renewal.request().carrierId());
    return expected == null || carrier == null
        ? null
        : CarrierNotices.reconsider(renewal, expected, carrier, now);
  }
}
