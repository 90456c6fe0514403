package renewals.bench.flink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * One case for each renewal: duplicates, payments and refunds, the latest review, activation and
 * reversal, and a timer for what is late. It knows no cards, no expected times, no further updates.
 */
final class RenewalFunction extends KeyedProcessFunction<String, Fact, Said> {

  private static final long serialVersionUID = 1L;
  private static final long PERIOD_MILLIS = Duration.ofDays(30).toMillis();
  private static final long FIRST_DEADLINE = Duration.ofDays(1).toMillis();
  private static final long REVIEW_DEADLINE = Duration.ofDays(3).toMillis();

  private final JobSettings settings;
  private transient @Nullable ValueState<Renewal> cases;
  private transient @Nullable WireWriter<Activation> activations;
  private transient @Nullable WireWriter<RenewalUpdate> updates;

  RenewalFunction(JobSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    SchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    open(registry);
  }

  /** As Flink does it, with another registry. */
  void open(SchemaRegistry registry) {
    cases = getRuntimeContext().getState(new ValueStateDescriptor<>("renewal", Renewal.class));
    activations = WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation());
    updates = WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate());
  }

  @Override
  public void processElement(Fact fact, Context context, Collector<Said> out) throws Exception {
    ValueState<Renewal> state = opened(cases);
    Renewal found = state.value();
    Renewal renewal = found == null ? new Renewal() : found;
    if (!renewal.take(fact)) {
      return;
    }
    long now = context.timerService().currentProcessingTime();
    boolean usable = renewal.isDueUsable();
    if (usable != renewal.usable) {
      renewal.usable = usable;
      renewal.activations += usable ? 1 : 0;
      out.collect(activation(context.getCurrentKey(), renewal, now));
    }
    arm(renewal, now, context);
    state.update(renewal);
  }

  /** One timer a renewal: what fires early is put back. */
  private static void arm(Renewal renewal, long now, Context context) {
    boolean waits = !renewal.usable && (renewal.reviewId == null || !renewal.isPaid());
    boolean forReview = renewal.isPaid();
    if (!waits) {
      renewal.deadline = 0;
      return;
    }
    boolean armed = renewal.deadline != 0;
    renewal.deadline = now + (forReview ? REVIEW_DEADLINE : FIRST_DEADLINE);
    if (!armed) {
      context.timerService().registerProcessingTimeTimer(renewal.deadline);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Said> out) throws Exception {
    ValueState<Renewal> state = opened(cases);
    Renewal renewal = state.value();
    if (renewal == null || renewal.deadline == 0 || renewal.told) {
      return;
    }
    if (renewal.deadline > time) {
      context.timerService().registerProcessingTimeTimer(renewal.deadline);
      return;
    }
    renewal.told = true;
    out.collect(late(context.getCurrentKey(), renewal, time));
    state.update(renewal);
  }

  private Said late(String renewalId, Renewal renewal, long now) {
    RenewalUpdate update = new RenewalUpdate();
    update.setUpdateId(renewalId + "/u1");
    update.setKind(
        renewal.isPaid()
            ? UpdateKind.DELAYED
            : renewal.requested ? UpdateKind.LAPSED : UpdateKind.ORPHANED);
    update.setRenewalId(renewalId);
    update.setMerchantId(renewal.merchantId);
    update.setTerminalId(renewal.terminalId);
    update.setCarrierId(renewal.carrierId);
    update.setOccurredAt(Instant.ofEpochMilli(now));
    String key = renewal.merchantId == null ? renewalId : renewal.merchantId;
    return new Said(
        settings.updates(), key.getBytes(StandardCharsets.UTF_8), opened(updates).write(update));
  }

  private Said activation(String renewalId, Renewal renewal, long now) {
    String merchantId = opened(renewal.merchantId);
    Activation done = new Activation();
    done.setActivationId(renewalId + "/" + renewal.activations);
    done.setStatus(renewal.usable ? ActivationStatus.ACTIVATED : ActivationStatus.REVERSED);
    done.setRenewalId(renewalId);
    done.setMerchantId(merchantId);
    done.setTerminalId(renewal.terminalId);
    done.setIccid(renewal.iccid);
    done.setCarrierId(renewal.carrierId);
    done.setChannelId(renewal.channelId);
    done.setValidFrom(Instant.ofEpochMilli(now));
    done.setValidUntil(renewal.usable ? Instant.ofEpochMilli(now + PERIOD_MILLIS) : null);
    done.setDataBytes(renewal.dataBytes);
    done.setRequestedAt(Instant.ofEpochMilli(renewal.requestedAt));
    done.setPaidAt(renewal.paidAt == 0 ? null : Instant.ofEpochMilli(renewal.paidAt));
    done.setApprovedAt(Instant.ofEpochMilli(renewal.decidedAt));
    done.setDecidedAt(Instant.ofEpochMilli(now));
    return new Said(
        settings.answers(),
        merchantId.getBytes(StandardCharsets.UTF_8),
        opened(activations).write(done));
  }

  private static <T> T opened(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not there: used before it was opened or requested");
    }
    return value;
  }
}
