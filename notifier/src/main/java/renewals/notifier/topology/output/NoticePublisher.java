package renewals.notifier.topology.output;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.avro.Outbound;
import renewals.notifier.codec.avro.OutboundWriter;
import renewals.notifier.codec.avro.OutboundWriter.Receipt;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.codec.state.ReferenceState;
import renewals.notifier.codec.state.Referent;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.Step;
import renewals.notifier.topology.store.Nodes;
import renewals.notifier.topology.trace.NoticeTraces;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.streams.record.DeadLetter;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.record.TopicIds;
import renewals.v1.KnownContact;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;

/** Where decisions leave the processor. */
public final class NoticePublisher {

  private static final String DUE_TYPE = NoticeDue.getClassSchema().getFullName();
  private static final String CONTACT_TYPE = KnownContact.getClassSchema().getFullName();
  private static final String RECEIPT_TYPE = NoticeReceipt.getClassSchema().getFullName();
  private static final String RESULT_TYPE = NoticeResult.getClassSchema().getFullName();

  private final ProcessorContext<byte[], byte[]> context;
  private final OutboundWriter writer;
  private final TopicIds topics;
  private final NoticeTraces traces;

  /** What was decided and is not published yet. */
  private final List<Given> pending = new ArrayList<>();

  private record Given(Record<byte[], byte[]> record, String node) {}

  public NoticePublisher(
      ProcessorContext<byte[], byte[]> context,
      OutboundWriter writer,
      TopicIds topics,
      NoticeTraces traces) {
    this.context = context;
    this.writer = writer;
    this.topics = topics;
    this.traces = traces;
  }

  /**
   * Hands a notice to the senders.
   *
   * @param trace kept with the notice: what each attempt goes back to; null for none
   */
  public void due(Step.HandOver handOver, @Nullable TraceContext trace, Instant at) {
    OpenNotice open = handOver.next();
    String noticeId = open.notice().id();
    String id = noticeId + "/" + open.attempt() + "/" + open.handovers();
    Headers headers = Outbound.headers(id, DUE_TYPE, noticeId, at);
    byte[] value = writer.due(open, handOver.to(), handOver.before(), at);
    if (trace != null) {
      TraceHeaders.put(headers, trace);
    }
    add(Nodes.NOTICES_DUE, open.notice().merchantId(), value, at, headers);
  }

  /** Tells what became of a notice. */
  public void receipt(Receipt receipt) {
    String noticeId = receipt.noticeId();
    String id = noticeId + "/" + receipt.attempt() + "/" + receipt.state();
    String subject = receipt.renewalId() == null ? noticeId : receipt.renewalId();
    Headers headers = Outbound.headers(id, RECEIPT_TYPE, subject, receipt.at());
    forward(Nodes.RECEIPTS, receipt.merchantId(), writer.receipt(receipt), receipt.at(), headers);
  }

  /** Puts a notice that was given up on the list of those. */
  public void undelivered(Receipt receipt) {
    String noticeId = receipt.noticeId();
    String id = "%s/%d/undelivered".formatted(noticeId, receipt.attempt());
    Headers headers = Outbound.headers(id, RECEIPT_TYPE, noticeId, receipt.at());
    forward(Nodes.UNDELIVERED, noticeId, writer.undelivered(receipt), receipt.at(), headers);
  }

  /** Takes a notice off the list of those that were given up. */
  public void offTheList(String noticeId, Instant at) {
    Headers headers =
        Outbound.headers(
            "%s/off/%d".formatted(noticeId, at.toEpochMilli()), RECEIPT_TYPE, noticeId, at);
    forward(Nodes.UNDELIVERED, noticeId, null, at, headers);
  }

  /** Tells in which zone and language a merchant reads, or that he has no contact any more. */
  public void knownContact(String merchantId, ContactState state) {
    Contact contact = state.contact();
    Instant at = Instant.ofEpochMilli(state.at());
    Headers headers =
        Outbound.headers("%s/%d".formatted(merchantId, state.at()), CONTACT_TYPE, null, at);
    byte[] value = contact == null ? null : writer.knownContact(contact);
    forward(Nodes.KNOWN_CONTACTS, merchantId, value, at, headers);
  }

  /** Tells whoever keeps the reference which notice a gateway will report of by it. */
  public void reference(OpenNotice open, String reference, Instant at) {
    String noticeId = open.notice().id();
    String id = "%s/%d/%s".formatted(noticeId, open.attempt(), reference);
    Headers headers = Outbound.headers(id, RESULT_TYPE, noticeId, at);
    forward(Nodes.RESULTS, reference, writer.reference(open, reference, at), at, headers);
  }

  /** Brings a gateway's report to the notice that it reports of. */
  public void report(
      Referent referent, String reference, ReferenceState.Report report, Instant at) {
    String id = "%s/%d/reported".formatted(referent.noticeId(), referent.attempt());
    Headers headers = Outbound.headers(id, RESULT_TYPE, referent.noticeId(), at);
    byte[] value = writer.report(referent, reference, report, at);
    forward(Nodes.RESULTS, referent.merchantId(), value, at, headers);
  }

  /** Lays a record aside, as it came where it is not too large. */
  public void deadLetter(SourceRecord record, DeadLetter.Cause cause, Instant at) {
    DeadLetter letter = DeadLetter.of(record, cause, topics, at);
    pending.add(
        new Given(
            new Record<>(letter.key(), letter.value(), at.toEpochMilli(), letter.headers()),
            Nodes.DEAD_LETTERS));
  }

  /** Gives out what was decided. */
  public void publish() {
    pending.forEach(
        given -> context.forward(Stamps.notAhead(given.record(), context), given.node()));
    pending.clear();
  }

  /** Forgets what was decided by a rule that failed later. */
  public void takeBack() {
    pending.clear();
  }

  private void forward(
      String node, String key, byte @Nullable [] value, Instant at, Headers headers) {
    traces.mark(headers);
    add(node, key, value, at, headers);
  }

  private void add(String node, String key, byte @Nullable [] value, Instant at, Headers headers) {
    pending.add(
        new Given(new Record<>(Outbound.key(key), value, at.toEpochMilli(), headers), node));
  }
}
