package renewals.notifier.senders.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.kafka.LastingProducer;
import renewals.notifier.codec.avro.Outbound;
import renewals.schemas.Topics;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

/** Publishes what senders achieved, and does not give up while it is open. Thread-safe. */
public final class ResultPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(ResultPublisher.class);
  private static final String TYPE = NoticeResult.getClassSchema().getFullName();
  private static final long PAUSE_MILLIS = 1000;

  private final LastingProducer<byte[], byte[]> producer;
  private final WireWriter<NoticeResult> writer;
  private final Clock clock;
  private volatile String state = Health.READY;

  /**
   * A publisher.
   *
   * @param producer with acks=all and idempotence; closed by its owner
   */
  public ResultPublisher(
      LastingProducer<byte[], byte[]> producer, SchemaRegistry registry, Clock clock) {
    this.producer = producer;
    this.writer = WireWriter.of(registry, Topics.NOTICE_RESULTS, new NoticeResult());
    this.clock = clock;
  }

  /** {@link Health#READY}, or why results cannot be published. */
  public String state() {
    return state;
  }

  /**
   * Publishes a result and waits for the acknowledgement.
   *
   * @param trace the span of the try, null for none
   * @throws InterruptedException the senders stop: the notice will be handed over again
   */
  void publish(NoticeDue due, SendResult result, @Nullable TraceContext trace)
      throws InterruptedException {
    ProducerRecord<byte[], byte[]> record = recordOf(due, result);
    if (trace != null) {
      TraceHeaders.put(record.headers(), trace);
    }
    send(record);
  }

  /**
   * Publishes what a gateway reports, under its reference, and waits for the acknowledgement.
   *
   * @param reference as in the result of the try that it took
   * @param reason why it wasn't delivered; null where it was
   * @throws InterruptedException the senders stop: the gateway must report again
   */
  public void publishReport(String reference, boolean isDelivered, @Nullable String reason)
      throws InterruptedException {
    send(recordOf(reference, isDelivered, reason));
  }

  /**
   * Publishes that somebody asks for a notice to be sent again, and waits for the acknowledgement.
   *
   * @throws InterruptedException the senders stop: it must be asked again
   */
  public void publishResend(String noticeId, String merchantId, String actor)
      throws InterruptedException {
    sendOrder(SendOutcome.RESEND, noticeId, merchantId, noticeId, actor);
  }

  /**
   * Publishes that a merchant is to be forgotten, and waits for the acknowledgement.
   *
   * @throws InterruptedException the senders stop: it must be asked again
   */
  public void publishForget(String merchantId, String actor) throws InterruptedException {
    sendOrder(SendOutcome.FORGET, "", merchantId, merchantId, actor);
  }

  /**
   * Publishes what somebody asks for.
   *
   * @param subject what it is about
   */
  private void sendOrder(
      SendOutcome order, String noticeId, String merchantId, String subject, String actor)
      throws InterruptedException {
    Instant now = clock.instant();
    NoticeResult value =
        NoticeResult.newBuilder()
            .setNoticeId(noticeId)
            .setMerchantId(merchantId)
            .setAttempt(0)
            .setOutcome(order)
            .setActor(actor)
            .setAt(now)
            .build();
    String id =
        "%s/%s/%d".formatted(subject, order.name().toLowerCase(Locale.ROOT), now.toEpochMilli());
    send(recordOf(value, merchantId, id, subject));
  }

  /** Publishes any record and waits for the acknowledgement. */
  void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    while (true) {
      try {
        producer.send(record).get();
        state = Health.READY;
        return;
      } catch (ExecutionException e) {
        refused(record, String.valueOf(e.getCause()));
      } catch (InterruptException e) {
        throw new InterruptedException(e.toString());
      } catch (KafkaException e) {
        refused(record, e.toString());
      }
    }
  }

  private void refused(ProducerRecord<byte[], byte[]> record, String why)
      throws InterruptedException {
    state = "cannot publish to " + record.topic();
    LOG.warn("Cannot publish to {}, will try again: {}", record.topic(), why);
    Thread.sleep(PAUSE_MILLIS);
  }

  private ProducerRecord<byte[], byte[]> recordOf(NoticeDue due, SendResult result) {
    Instant now = clock.instant();
    NoticeResult value =
        NoticeResult.newBuilder()
            .setNoticeId(due.getNoticeId())
            .setMerchantId(due.getMerchantId())
            .setAttempt(due.getAttempt())
            .setOutcome(result.outcome())
            .setReason(result.reason())
            .setNotBefore(result.notBefore())
            .setCauseAt(due.getCauseAt())
            .setReference(result.reference())
            .setAt(now)
            .build();
    String id = due.getNoticeId() + "/" + due.getAttempt() + "/" + result.outcome();
    return recordOf(value, due.getMerchantId(), id, due.getNoticeId());
  }

  private ProducerRecord<byte[], byte[]> recordOf(
      String reference, boolean isDelivered, @Nullable String reason) {
    Instant now = clock.instant();
    SendOutcome outcome = isDelivered ? SendOutcome.DELIVERED : SendOutcome.REFUSED;
    NoticeResult value =
        NoticeResult.newBuilder()
            .setNoticeId("")
            .setMerchantId("")
            .setAttempt(0)
            .setOutcome(outcome)
            .setReason(reason)
            .setReference(reference)
            .setAt(now)
            .build();
    String id = "%s/%s".formatted(reference, outcome);
    return recordOf(value, reference, id, reference);
  }

  private ProducerRecord<byte[], byte[]> recordOf(
      NoticeResult value, String key, String id, String subject) {
    return new ProducerRecord<>(
        Topics.NOTICE_RESULTS.name(),
        null,
        value.getAt().toEpochMilli(),
        Outbound.key(key),
        bytesOf(value),
        Outbound.headers(id, TYPE, subject, value.getAt()));
  }

  private byte[] bytesOf(NoticeResult value) {
    synchronized (writer) {
      return writer.write(value);
    }
  }
}
