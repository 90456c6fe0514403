package renewals.notifier.codec.avro;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.ReferenceState;
import renewals.notifier.codec.state.Referent;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.TemplateValues;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.robot.RobotKind;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.KnownContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;

/** Writes what the notifier decides, in wire format. For one thread. */
public final class OutboundWriter {

  private final WireWriter<NoticeDue> dues;
  private final WireWriter<NoticeReceipt> receipts;
  private final WireWriter<NoticeReceipt> undelivered;
  private final WireWriter<KnownContact> contacts;
  private final WireWriter<NoticeResult> results;

  /**
   * A writer.
   *
   * @throws renewals.schemas.wire.WireException the registry did not give the ids
   */
  public OutboundWriter(SchemaRegistry registry) {
    this.dues = WireWriter.of(registry, Topics.NOTICES_DUE, new NoticeDue());
    this.receipts = WireWriter.of(registry, Topics.NOTICE_RECEIPTS, new NoticeReceipt());
    this.undelivered = WireWriter.of(registry, Topics.UNDELIVERED_NOTICES, new NoticeReceipt());
    this.contacts = WireWriter.of(registry, Topics.KNOWN_CONTACTS, new KnownContact());
    this.results = WireWriter.of(registry, Topics.NOTICE_RESULTS, new NoticeResult());
  }

  /** A notice for the senders. */
  public byte[] due(OpenNotice open, Address to, @Nullable Instant before, Instant at) {
    Notice notice = open.notice();
    TemplateValues values = notice.values();
    return dues.write(
        NoticeDue.newBuilder()
            .setNoticeId(notice.id())
            .setMerchantId(notice.merchantId())
            .setKind(notice.kind().name())
            .setChannel(channel(notice.channel()))
            .setAttempt(open.attempt())
            .setTarget(to.target())
            .setSecretRef(to.secretRef())
            .setRobot(robot(to.robot()))
            .setSubject(notice.subject())
            .setBody(notice.body())
            .setLocale(values == null ? null : values.language().tag())
            .setValues(values == null ? null : values.values())
            .setCauseAt(notice.causeAt())
            .setSendBefore(before)
            .setAt(at)
            .build());
  }

  /** What became of a notice. */
  public byte[] receipt(Receipt receipt) {
    return receipts.write(recordOf(receipt));
  }

  /** The same for the list of notices that were given up. */
  public byte[] undelivered(Receipt receipt) {
    return undelivered.write(recordOf(receipt));
  }

  private static NoticeReceipt recordOf(Receipt receipt) {
    return NoticeReceipt.newBuilder()
        .setNoticeId(receipt.noticeId())
        .setCause(receipt.cause())
        .setMerchantId(receipt.merchantId())
        .setRenewalId(receipt.renewalId())
        .setChannel(channel(receipt.channel()))
        .setState(receipt.state())
        .setAttempt(receipt.attempt())
        .setAt(receipt.at())
        .setReason(receipt.reason())
        .setActor(receipt.actor())
        .build();
  }

  /** In which zone and language a merchant reads. */
  public byte[] knownContact(Contact contact) {
    return contacts.write(
        KnownContact.newBuilder()
            .setMerchantId(contact.merchantId())
            .setZone(contact.zone().getId())
            .setLocale(contact.language().tag())
            .build());
  }

  /** That a gateway will report of a notice by that reference. */
  public byte[] reference(OpenNotice open, String reference, Instant at) {
    Notice notice = open.notice();
    Referent referent =
        new Referent(notice.merchantId(), notice.id(), notice.causeAt(), open.attempt());
    return results.write(result(referent, reference, at).setOutcome(SendOutcome.ACCEPTED).build());
  }

  /** What a gateway reports, for the notice that it reports of. */
  public byte[] report(
      Referent referent, String reference, ReferenceState.Report report, Instant at) {
    return results.write(
        result(referent, reference, at)
            .setOutcome(report.isDelivered() ? SendOutcome.DELIVERED : SendOutcome.REFUSED)
            .setReason(report.reason())
            .build());
  }

  private static NoticeResult.Builder result(Referent referent, String reference, Instant at) {
    return NoticeResult.newBuilder()
        .setNoticeId(referent.noticeId())
        .setMerchantId(referent.merchantId())
        .setCauseAt(referent.causeAt())
        .setAttempt(referent.attempt())
        .setReference(reference)
        .setAt(at);
  }

  /** The fields of a receipt. */
  public record Receipt(
      String cause,
      String merchantId,
      @Nullable String renewalId,
      Channel channel,
      ReceiptState state,
      int attempt,
      Instant at,
      @Nullable String reason,
      @Nullable String actor) {

    /** By which it is known. */
    public String noticeId() {
      return channel.noticeIdOf(cause);
    }
  }

  private static renewals.v1.@Nullable RobotKind robot(@Nullable RobotKind robot) {
    return switch (robot) {
      case null -> null;
      case WECOM -> renewals.v1.RobotKind.WECOM;
      case DINGTALK -> renewals.v1.RobotKind.DINGTALK;
      case FEISHU -> renewals.v1.RobotKind.FEISHU;
    };
  }

  private static NoticeChannel channel(Channel channel) {
    return switch (channel) {
      case SMS -> NoticeChannel.SMS;
      case EMAIL -> NoticeChannel.EMAIL;
      case WEBHOOK -> NoticeChannel.WEBHOOK;
      case TERMINAL -> NoticeChannel.TERMINAL;
      case ROBOT -> NoticeChannel.ROBOT;
    };
  }
}
