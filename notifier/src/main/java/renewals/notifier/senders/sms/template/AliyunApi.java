package renewals.notifier.senders.sms.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import renewals.notifier.senders.http.Digests;
import renewals.notifier.senders.http.Json;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.Submission;

/**
 * Alibaba Cloud's SendSms, version 2017-05-25. Its reports bring back the id that we gave as OutId,
 * so an answer that is lost loses nothing.
 */
final class AliyunApi implements CloudApi {

  private static final String NAME = "aliyun";
  private static final String CHINA = "+86";

  private static final String TOO_OFTEN = "isv.BUSINESS_LIMIT_CONTROL";

  /** What lies in the number, whatever is sent. */
  private static final Set<String> NUMBER =
      Set.of("isv.MOBILE_NUMBER_ILLEGAL", "isv.DOMESTIC_NUMBER_NOT_SUPPORTED");

  /** What lies in what stands in the variables, so that another try is in vain. */
  private static final Set<String> NEVER =
      Set.of(
          "isv.BLACK_KEY_CONTROL_LIMIT",
          "isv.PARAM_LENGTH_LIMIT",
          "isv.PARAM_NOT_SUPPORT_URL",
          "isv.TEMPLATE_MISSING_PARAMETERS");

  private final URI endpoint;
  private final CloudKey key;
  private final Duration timeout;

  AliyunApi(URI endpoint, CloudKey key, Duration timeout) {
    this.endpoint = endpoint;
    this.key = key;
    this.timeout = timeout;
  }

  @Override
  public HttpRequest request(FilledTemplate filled, Instant now, String nonce) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("PhoneNumbers", national(filled.to()));
    parameters.put("SignName", filled.signature());
    parameters.put("TemplateCode", filled.code());
    parameters.put("TemplateParam", Json.json(names(filled.values())));
    parameters.put("OutId", filled.id());
    String query = Acs3Signature.query(parameters);
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("host", endpoint.getRawAuthority());
    signed.put("x-acs-action", "SendSms");
    signed.put("x-acs-version", "2017-05-25");
    signed.put("x-acs-date", now.truncatedTo(ChronoUnit.SECONDS).toString());
    signed.put("x-acs-signature-nonce", nonce);
    signed.put("x-acs-content-sha256", Digests.sha256(""));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + "/?" + query))
            .timeout(timeout)
            .header("Authorization", Acs3Signature.authorization(key, "POST", "/", query, signed))
            .POST(BodyPublishers.noBody());
    signed.forEach(
        (name, value) -> {
          if (!name.equals("host")) {
            request.header(name, value);
          }
        });
    return request.build();
  }

  @Override
  public Submission answer(FilledTemplate filled, int status, byte[] body) {
    JsonNode answer = Json.parsed(body);
    String code = answer == null ? "" : answer.path("Code").asText("");
    if (code.equals("OK")) {
      return new Submission.Accepted(reference(filled.id()));
    }
    if (code.isEmpty()) {
      return new Submission.Failed("ALIYUN_HTTP_%d: an answer without a code".formatted(status));
    }
    if (code.equals(TOO_OFTEN)) {
      return new Submission.Busy(
          "BUSY: the gateway takes no more SMS for this number for now",
          pauseOf(answer == null ? "" : answer.path("Message").asText("")));
    }
    if (code.startsWith("Throttling")) {
      return new Submission.Busy("BUSY: the gateway takes no more SMS for now", null);
    }
    if (NUMBER.contains(code)) {
      return Submission.ofNumber(Json.word(code));
    }
    String reason = "ALIYUN_%s: the gateway did not take it".formatted(Json.word(code));
    return NEVER.contains(code) ? new Submission.Refused(reason) : new Submission.Failed(reason);
  }

  @Override
  public Submission unanswered(FilledTemplate filled, String why) {
    return new Submission.Unanswered(why, reference(filled.id()));
  }

  @Override
  public List<SmsReport> reports(byte[] body) throws IOException {
    List<SmsReport> reports = new ArrayList<>();
    for (JsonNode one : Json.list(body)) {
      String id = one.path("out_id").asText("");
      if (!id.isEmpty() && one.path("success").isBoolean()) {
        reports.add(
            one.path("success").booleanValue()
                ? SmsReport.delivered(reference(id))
                : SmsReport.failed(
                    reference(id),
                    "SMS_FAILED: the network reports "
                        + Json.word(one.path("err_code").asText(""))));
      }
    }
    return reports;
  }

  @Override
  public String thanks() {
    return "{\"code\":0,\"msg\":\"ok\"}";
  }

  /** How long, by what the message says of minute, hour and day: 分钟, 小时, 天. */
  private static Duration pauseOf(String message) {
    if (message.contains("天")) {
      return Duration.ofHours(12);
    }
    return message.contains("小时") ? Duration.ofHours(1) : Duration.ofMinutes(1);
  }

  /** Within China without the country's code, else with it and without a sign. */
  private static String national(String number) {
    return number.substring(number.startsWith(CHINA) ? CHINA.length() : 1);
  }

  /** A dot stands in no name of a variable there. */
  private static Map<String, String> names(Map<String, String> values) {
    Map<String, String> named = new TreeMap<>();
    values.forEach((name, value) -> named.put(name.replace(".", "_"), value));
    return named;
  }

  private static String reference(String id) {
    return NAME + '/' + id;
  }
}
