package renewals.activation.renewal.stream;

import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.kit.tracing.TraceAttributes;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.streams.record.SourceRecord;
import renewals.streams.trace.RecordSteps;

/**
 * The span of the step under way, and the trace that its case keeps: that of its first fact that
 * was taken, and of its request once that is. Only what is recorded is kept. For one thread.
 */
final class StepTraces {

  static final String DEADLINE = "deadline";
  static final String REESTIMATION = "reestimation";

  private static final String DEADLINE_NAME = "renewal.deadline";

  private final Tracing tracing;
  private TraceStep step = TraceStep.NONE;
  private @Nullable TraceContext kept;

  StepTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  boolean isOn() {
    return tracing.isOn();
  }

  /**
   * A fact begins to be judged; to be ended or forgotten.
   *
   * @param keptSoFar what its case keeps, null for nothing
   */
  void fact(SourceRecord record, String renewalId, @Nullable TraceContext keptSoFar) {
    kept = keptSoFar;
    step = RecordSteps.begin(tracing, record, kept).with(TraceAttributes.RENEWAL_ID, renewalId);
  }

  /**
   * What a timer brought begins to be carried out; to be ended. It is a span where it tells
   * something and there is something to link it to.
   *
   * @param keptSoFar what the case keeps, null for nothing
   */
  void timer(String name, String renewalId, @Nullable TraceContext keptSoFar, boolean tells) {
    kept = keptSoFar;
    if (tells && keptSoFar != null) {
      step =
          tracing
              .begin(Tracing.Kind.INTERNAL, name, null, keptSoFar)
              .with(TraceAttributes.RENEWAL_ID, renewalId);
    }
  }

  /** Which deadline it was. */
  void deadline(String deadline) {
    step.with(DEADLINE_NAME, deadline);
  }

  /** The fact was taken. */
  void applied(boolean isRequest) {
    outcome("applied");
    TraceContext own = step.context();
    if (own != null && own.isSampled() && (kept == null || isRequest)) {
      kept = own;
    }
  }

  /** What became of the fact. */
  void outcome(String outcome) {
    step.with(TraceAttributes.OUTCOME, outcome);
  }

  /** A rule threw. */
  void failed(RuntimeException thrown) {
    step.failed(thrown.getClass().getName());
  }

  /** The record, bearing the step's trace. */
  Record<byte[], byte[]> marked(Record<byte[], byte[]> record) {
    TraceContext own = step.context();
    if (own != null) {
      TraceHeaders.put(record.headers(), own);
    }
    return record;
  }

  /** What the case keeps, null for nothing. */
  @Nullable TraceContext kept() {
    return kept;
  }

  /** The step is over. */
  void end() {
    step.end();
    forget();
  }

  /** The step comes again. */
  void forget() {
    step = TraceStep.NONE;
    kept = null;
  }
}
