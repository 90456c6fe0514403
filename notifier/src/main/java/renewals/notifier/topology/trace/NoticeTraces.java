package renewals.notifier.topology.trace;

import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import renewals.kit.tracing.TraceAttributes;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.schemas.Topics;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.streams.record.SourceRecord;
import renewals.streams.trace.RecordSteps;

/**
 * The span of the record under way, and what the notices keep that come of it: that span, or that
 * of the trigger that waited. Only what is recorded is kept. For one thread.
 */
public final class NoticeTraces {

  /** Their records begin a trace where they name none; others only go on with one. */
  private static final Set<String> TRIGGERS =
      Set.of(Topics.RENEWAL_ACTIVATIONS.name(), Topics.RENEWAL_UPDATES.name());

  private final Tracing tracing;
  private TraceStep step = TraceStep.NONE;
  private @Nullable TraceContext waited;

  public NoticeTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  public boolean isOn() {
    return tracing.isOn();
  }

  /** A record begins to be judged; to be ended or forgotten. */
  public void begin(SourceRecord record) {
    if (TRIGGERS.contains(record.topic()) || TraceHeaders.of(record.headers()) != null) {
      step = RecordSteps.begin(tracing, record, null);
    }
  }

  /** What is judged is of that renewal, null for none. */
  public void ofRenewal(@Nullable String renewalId) {
    step.with(TraceAttributes.RENEWAL_ID, renewalId);
  }

  /**
   * What is judged is about that notice.
   *
   * @param kept the trace that is kept with it, null for none
   */
  public void ofNotice(String noticeId, @Nullable TraceContext kept) {
    step.with(TraceAttributes.NOTICE_ID, noticeId).linkedTo(kept);
  }

  /** What became of the record. */
  public void outcome(String outcome) {
    step.with(TraceAttributes.OUTCOME, outcome);
  }

  /** What is composed until the end of the work comes of a trigger that waited. */
  public void withTrigger(@Nullable TraceContext trace, Runnable work) {
    waited = trace;
    try {
      work.run();
    } finally {
      waited = null;
    }
  }

  /** What is kept with what is new now, null for nothing. */
  public @Nullable TraceContext toKeep() {
    if (waited != null) {
      return waited;
    }
    TraceContext own = step.context();
    return own != null && own.isSampled() ? own : null;
  }

  /** Has a record that goes out bear the span. */
  public void mark(Headers headers) {
    TraceContext own = step.context();
    if (own != null) {
      TraceHeaders.put(headers, own);
    }
  }

  /** A rule threw. */
  public void failed(Throwable thrown) {
    step.failed(thrown.getClass().getName());
  }

  /** The record is judged. */
  public void end() {
    step.end();
    step = TraceStep.NONE;
  }

  /** The record comes again. */
  public void forget() {
    step = TraceStep.NONE;
  }
}
