package renewals.notifier;

import java.time.Instant;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.MerchantContact;
import renewals.v1.Money;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeResult;
import renewals.v1.RenewalUpdate;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** Events as tests need them. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  public static final String MERCHANT = "M-1001";
  public static final String ICCID = "898600D6991330004146";

  private Samples() {}

  public static Activation.Builder activation(String renewalId, int n, ActivationStatus status) {
    return Activation.newBuilder()
        .setActivationId(renewalId + "/" + n)
        .setStatus(status)
        .setRenewalId(renewalId)
        .setMerchantId(MERCHANT)
        .setTerminalId("T-77")
        .setIccid(ICCID)
        .setCarrierId("cmcc")
        .setChannelId("lakala-app")
        .setPreviousValidUntil(null)
        .setValidFrom(Instant.parse("2026-03-02T02:32:00Z"))
        .setValidUntil(Instant.parse("2026-04-02T02:32:00Z"))
        .setDataBytes(1_000_000_000L)
        .setRequestedAt(NOW)
        .setPaidAt(NOW)
        .setApprovedAt(NOW)
        .setDecidedAt(NOW);
  }

  public static Activation activated(String renewalId) {
    return activation(renewalId, 1, ActivationStatus.ACTIVATED).build();
  }

  public static RenewalUpdate.Builder update(String renewalId, int k, UpdateKind kind) {
    return RenewalUpdate.newBuilder()
        .setUpdateId(renewalId + "/u" + k)
        .setKind(kind)
        .setRenewalId(renewalId)
        .setMerchantId(MERCHANT)
        .setTerminalId("T-77")
        .setIccid(ICCID)
        .setCarrierId("cmcc")
        .setOccurredAt(NOW);
  }

  public static Money yuan(long fen) {
    return new Money(fen, "CNY");
  }

  public static MerchantContact.Builder contact() {
    return MerchantContact.newBuilder()
        .setMerchantId(MERCHANT)
        .setDisplayName("老王小吃店")
        .setLocale("zh-CN")
        .setZone("Asia/Shanghai");
  }

  public static MerchantContact mailOnly() {
    return contact().setEmail("wang@example.com").build();
  }

  public static MerchantContact phoneOnly() {
    return contact().setPhone("+8613800138000").build();
  }

  public static MerchantContact mailAndWebhook() {
    return contact()
        .setEmail("wang@example.com")
        .setWebhookUrl("https://hooks.example.com/renewals")
        .setWebhookSecretRef("wang")
        .build();
  }

  public static NoticeResult result(NoticeDue due, SendOutcome outcome) {
    return NoticeResult.newBuilder()
        .setNoticeId(due.getNoticeId())
        .setMerchantId(due.getMerchantId())
        .setAttempt(due.getAttempt())
        .setOutcome(outcome)
        .setReason(outcome == SendOutcome.DELIVERED ? null : "HTTP_500: not accepted")
        .setCauseAt(due.getCauseAt())
        .setAt(due.getAt())
        .build();
  }

  /** A gateway took a notice. */
  public static NoticeResult accepted(NoticeDue due, String reference) {
    NoticeResult result = result(due, SendOutcome.ACCEPTED);
    result.setReason(null);
    result.setReference(reference);
    return result;
  }

  /** A gateway's last word. */
  public static NoticeResult report(String reference, SendOutcome outcome) {
    return NoticeResult.newBuilder()
        .setNoticeId("")
        .setMerchantId("")
        .setAttempt(0)
        .setOutcome(outcome)
        .setReason(outcome == SendOutcome.DELIVERED ? null : "SMS_UNDELIV: not delivered")
        .setReference(reference)
        .setAt(NOW)
        .build();
  }

  /** Somebody asks for the merchant to be forgotten. */
  public static NoticeResult forget() {
    return NoticeResult.newBuilder()
        .setNoticeId("")
        .setMerchantId(MERCHANT)
        .setAttempt(0)
        .setOutcome(SendOutcome.FORGET)
        .setActor("li")
        .setAt(NOW)
        .build();
  }

  /** Somebody asks for a notice again. */
  public static NoticeResult resend(String noticeId, String actor) {
    return NoticeResult.newBuilder()
        .setNoticeId(noticeId)
        .setMerchantId(MERCHANT)
        .setAttempt(0)
        .setOutcome(SendOutcome.RESEND)
        .setActor(actor)
        .setAt(NOW)
        .build();
  }
}
