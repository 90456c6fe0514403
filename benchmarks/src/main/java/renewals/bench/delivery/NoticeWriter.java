package renewals.bench.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import renewals.bench.delivery.plan.Address;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Trigger;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Receivers;
import renewals.bench.delivery.receive.TerminalHost;
import renewals.bench.load.BenchException;
import renewals.bench.load.BulkProducer;
import renewals.bench.run.Cluster;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.MerchantContact;
import renewals.v1.Money;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Writes what activation-stream and merchants would: triggers of notices, and contacts. */
final class NoticeWriter implements AutoCloseable {

  private static final String CARRIER = "cmcc";
  private static final long PAID = 5_000;
  private static final long DATA_BYTES = 1_000_000_000L;
  private static final Duration VALID = Duration.ofDays(31);

  private static final long HELD_UP_NANOS = 10_000_000;

  private final NoticePlan plan;
  private final AtomicLongArray handedOver;
  private final BulkProducer producer;
  private final WireWriter<MerchantContact> contacts;
  private final WireWriter<Activation> activations;
  private final WireWriter<RenewalUpdate> updates;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile int written;
  private volatile int mostWritten = Integer.MAX_VALUE;
  private @Nullable Future<?> writing;

  NoticeWriter(Cluster cluster, NoticePlan plan) {
    HttpSchemaRegistry registry = new HttpSchemaRegistry(cluster.registryUrl());
    this.plan = plan;
    this.handedOver = new AtomicLongArray(plan.notices());
    this.contacts = WireWriter.of(registry, Topics.MERCHANT_CONTACTS, new MerchantContact());
    this.activations = WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation());
    this.updates = WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate());
    this.producer = new BulkProducer(cluster.bootstrapServers(), 0);
  }

  /** Says how all merchants are reached. */
  void contacts(Receivers receivers) {
    try {
      for (Address address : plan.addresses()) {
        send(
            Topics.MERCHANT_CONTACTS.name(), address, contacts.write(receivers.contactOf(address)));
      }
    } catch (IOException e) {
      throw new BenchException("a receiver has no address: " + e, e);
    }
    producer.finish("contacts");
  }

  /** Takes all contacts back: nothing more is tried for them. */
  void takeContactsBack() {
    plan.addresses().forEach(to -> send(Topics.MERCHANT_CONTACTS.name(), to, null));
    producer.finish("contacts");
  }

  /** Begins to write all triggers, so many a second; 0: as fast as Kafka takes them. */
  void begin(double perSecond) {
    writing = thread.submit(() -> write(perSecond));
  }

  /** Writes no more than so many for now. */
  void upTo(int notices) {
    mostWritten = notices;
  }

  /** Waits until all are written. */
  void awaitEnd() throws InterruptedException {
    if (writing == null) {
      return;
    }
    try {
      writing.get();
    } catch (ExecutionException e) {
      throw new BenchException("triggers could not be written: " + e.getCause(), e);
    }
  }

  /** How many are written. */
  int written() {
    return written;
  }

  /** Whether it is done, or has failed: {@link #awaitEnd} tells. */
  boolean hasEnded() {
    return writing != null && writing.isDone();
  }

  /** When the trigger of a notice was handed to Kafka. */
  long handedOverAt(int notice) {
    return handedOver.get(notice);
  }

  private void write(double perSecond) {
    long due = System.nanoTime();
    long every = perSecond > 0 ? (long) (1e9 / perSecond) : 0;
    for (int notice = 0; notice < plan.notices(); notice++) {
      due = isHeldUp(notice) ? System.nanoTime() : due + every;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
      }
      Trigger trigger = plan.trigger(notice);
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      handedOver.set(notice, now.toEpochMilli());
      if (trigger.isActivation()) {
        byte[] value = activations.write(activation(trigger, now));
        send(Topics.RENEWAL_ACTIVATIONS.name(), trigger.address(), value);
      } else {
        byte[] value = updates.write(paid(trigger, now));
        send(Topics.RENEWAL_UPDATES.name(), trigger.address(), value);
      }
      written = notice + 1;
    }
    producer.finish("triggers");
  }

  /** Waits until a notice may be written; whether it had to. */
  private boolean isHeldUp(int notice) {
    boolean hadTo = false;
    while (notice >= mostWritten && !Thread.currentThread().isInterrupted()) {
      hadTo = true;
      LockSupport.parkNanos(HELD_UP_NANOS);
    }
    return hadTo;
  }

  private void send(String topic, Address to, byte @Nullable [] value) {
    byte[] key = to.merchantId().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(topic, key, value));
  }

  /** An SMS shows the last four digits: there they tell which renewal it is. */
  private static String cardOf(Trigger trigger) {
    int ending = trigger.address().way() == Way.SMS ? trigger.renewal() : 0;
    return String.format(Locale.ROOT, "898600%010d%04d", trigger.address().number(), ending);
  }

  private static Activation activation(Trigger trigger, Instant now) {
    return Activation.newBuilder()
        .setActivationId(trigger.renewalId() + "/1")
        .setStatus(ActivationStatus.ACTIVATED)
        .setRenewalId(trigger.renewalId())
        .setMerchantId(trigger.address().merchantId())
        .setTerminalId(TerminalHost.idOf(trigger.address()))
        .setIccid(cardOf(trigger))
        .setCarrierId(CARRIER)
        .setChannelId("bench")
        .setValidFrom(now)
        .setValidUntil(now.plus(VALID))
        .setDataBytes(DATA_BYTES)
        .setRequestedAt(now)
        .setPaidAt(now)
        .setApprovedAt(now)
        .setDecidedAt(now)
        .build();
  }

  private static RenewalUpdate paid(Trigger trigger, Instant now) {
    return RenewalUpdate.newBuilder()
        .setUpdateId(trigger.renewalId() + "/u1")
        .setKind(UpdateKind.PAID)
        .setRenewalId(trigger.renewalId())
        .setMerchantId(trigger.address().merchantId())
        .setTerminalId(TerminalHost.idOf(trigger.address()))
        .setIccid(cardOf(trigger))
        .setCarrierId(CARRIER)
        .setAmount(new Money(PAID, "CNY"))
        .setOccurredAt(now)
        .build();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close();
  }
}
