package renewals.notifier.senders.sms.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import renewals.notifier.senders.http.Json;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.Submission;

/**
 * Tencent Cloud's SendSms, version 2021-01-11. Its reports name its own SerialNo, which only the
 * answer tells.
 */
final class TencentApi implements CloudApi {

  private static final String NAME = "tencent";
  private static final String CONTENT_TYPE = "application/json; charset=utf-8";

  /** What lies in the number, whatever is sent. */
  private static final Set<String> NUMBER =
      Set.of(
          "InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberInBlacklist");

  /** What lies in what stands in the variables, so that another try is in vain. */
  private static final Set<String> NEVER =
      Set.of(
          "InvalidParameterValue.TemplateParameterLengthLimit",
          "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
          "FailedOperation.ContainSensitiveWord");

  private static final Map<String, Duration> PAUSES =
      Map.of(
          "LimitExceeded.PhoneNumberThirtySecondLimit", Duration.ofSeconds(30),
          "LimitExceeded.PhoneNumberOneHourLimit", Duration.ofHours(1),
          "LimitExceeded.PhoneNumberDailyLimit", Duration.ofHours(12),
          "LimitExceeded.PhoneNumberSameContentDailyLimit", Duration.ofHours(12));

  private final URI endpoint;
  private final String region;
  private final String application;
  private final CloudKey key;
  private final Duration timeout;

  TencentApi(URI endpoint, String region, String application, CloudKey key, Duration timeout) {
    this.endpoint = endpoint;
    this.region = region;
    this.application = application;
    this.key = key;
    this.timeout = timeout;
  }

  @Override
  public HttpRequest request(FilledTemplate filled, Instant now, String nonce) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("PhoneNumberSet", List.of(filled.to()));
    fields.put("SmsSdkAppId", application);
    fields.put("SignName", filled.signature());
    fields.put("TemplateId", filled.code());
    fields.put("TemplateParamSet", List.copyOf(filled.values().values()));
    fields.put("SessionContext", filled.id());
    byte[] body = Json.json(fields).getBytes(StandardCharsets.UTF_8);
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("content-type", CONTENT_TYPE);
    signed.put("host", endpoint.getRawAuthority());
    signed.put("x-tc-action", "SendSms");
    return HttpRequest.newBuilder(URI.create(endpoint + "/"))
        .timeout(timeout)
        .header("Content-Type", CONTENT_TYPE)
        .header("X-TC-Action", "SendSms")
        .header("X-TC-Version", "2021-01-11")
        .header("X-TC-Region", region)
        .header("X-TC-Timestamp", Long.toString(now.getEpochSecond()))
        .header("Authorization", Tc3Signature.authorization(key, "sms", signed, body, now))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  @Override
  public Submission answer(FilledTemplate filled, int status, byte[] body) {
    JsonNode answer = Json.parsed(body);
    if (answer == null) {
      return new Submission.Failed("TENCENT_HTTP_%d: no JSON".formatted(status));
    }
    JsonNode sent = answer.path("Response").path("SendStatusSet").path(0);
    String code =
        sent.isMissingNode()
            ? answer.path("Response").path("Error").path("Code").asText("")
            : sent.path("Code").asText("");
    if (code.equals("Ok")) {
      String serial = sent.path("SerialNo").asText("");
      return serial.isEmpty()
          ? new Submission.Unanswered("NO_ID: the gateway took it and named no id", null)
          : new Submission.Accepted(NAME + '/' + serial);
    }
    if (code.isEmpty()) {
      return new Submission.Failed("TENCENT_HTTP_%d: an answer without a code".formatted(status));
    }
    if (code.startsWith("LimitExceeded.")) {
      return new Submission.Busy(
          "BUSY: the gateway takes no more SMS for this number for now",
          PAUSES.getOrDefault(code, Duration.ofMinutes(1)));
    }
    if (code.startsWith("RequestLimitExceeded")) {
      return new Submission.Busy("BUSY: the gateway takes no more SMS for now", null);
    }
    if (NUMBER.contains(code)) {
      return Submission.ofNumber(Json.word(code));
    }
    String reason = "TENCENT_%s: the gateway did not take it".formatted(Json.word(code));
    return NEVER.contains(code) ? new Submission.Refused(reason) : new Submission.Failed(reason);
  }

  @Override
  public Submission unanswered(FilledTemplate filled, String why) {
    return new Submission.Unanswered(why, null);
  }

  @Override
  public List<SmsReport> reports(byte[] body) throws IOException {
    List<SmsReport> reports = new ArrayList<>();
    for (JsonNode one : Json.list(body)) {
      String serial = one.path("sid").asText("");
      String state = one.path("report_status").asText("");
      if (!serial.isEmpty() && state.equals("SUCCESS")) {
        reports.add(SmsReport.delivered(NAME + '/' + serial));
      } else if (!serial.isEmpty() && state.equals("FAIL")) {
        String why = Json.word(one.path("errmsg").asText(""));
        reports.add(
            SmsReport.failed(NAME + '/' + serial, "SMS_FAILED: the network reports " + why));
      }
    }
    return reports;
  }

  @Override
  public String thanks() {
    return "{\"result\":0,\"errmsg\":\"OK\"}";
  }
}
