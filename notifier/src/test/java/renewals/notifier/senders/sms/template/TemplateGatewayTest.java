package renewals.notifier.senders.sms.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.notifier.senders.sms.SmsMessage;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.Submission;
import renewals.notifier.senders.sms.SubmitPace;

class TemplateGatewayTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final Map<String, String> VALUES =
      Map.of("tail", "4146", "until.day", "4月2日", "data", "1 GB");

  private final List<SmsReport> reports = new ArrayList<>();
  private CloudDouble cloud;

  @BeforeEach
  void start() throws IOException {
    cloud = new CloudDouble();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void shouldSendATemplateOfAlibabaCloudSigned() throws Exception {
    cloud.answer("{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"9006^0\",\"RequestId\":\"F6\"}");

    assertThat(submit(TemplateSettings.Provider.ALIYUN, VALUES))
        .isEqualTo(new Submission.Accepted("aliyun/" + ID));

    CloudDouble.Request request = cloud.requests.getFirst();
    assertThat(request.isSigned()).isTrue();
    assertThat(request.headers().getFirst("x-acs-action")).isEqualTo("SendSms");
    assertThat(request.query())
        .contains("PhoneNumbers=13800138000")
        .contains("SignName=王记网络")
        .contains("TemplateCode=SMS_1")
        .contains("TemplateParam={\"tail\":\"4146\",\"until_day\":\"4月2日\"}")
        .contains("OutId=" + ID);
  }

  @Test
  void shouldSendATemplateOfTencentCloudSigned() throws Exception {
    cloud.answer(
        "{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"5000:104571\",\"Code\":\"Ok\"}],"
            + "\"RequestId\":\"a0\"}}");

    assertThat(submit(TemplateSettings.Provider.TENCENT, VALUES))
        .isEqualTo(new Submission.Accepted("tencent/5000:104571"));

    CloudDouble.Request request = cloud.requests.getFirst();
    assertThat(request.isSigned()).isTrue();
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertThat(body.path("PhoneNumberSet").path(0).asText()).isEqualTo("+8613800138000");
    assertThat(body.path("SmsSdkAppId").asText()).isEqualTo("1400006666");
    assertThat(body.path("TemplateParamSet").toString()).isEqualTo("[\"4146\",\"4月2日\"]");
  }

  @Test
  void shouldTakeTheShorterTemplateWhereAValueIsNotKnown() {
    cloud.answer("{\"Code\":\"OK\"}");

    submit(TemplateSettings.Provider.ALIYUN, Map.of("tail", "4146"));

    assertThat(cloud.requests.getFirst().query()).contains("TemplateCode=SMS_2");
  }

  @Test
  void shouldRefuseWhatNoTemplateCanSay() {
    assertThat(submit(TemplateSettings.Provider.ALIYUN, Map.of()))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.reason()).startsWith("NO_TEMPLATE: "));
    assertThat(cloud.requests).isEmpty();
  }

  @Test
  void shouldRefuseAValueThatIsLongerThanItsVariable() {
    assertThat(
            submit(
                TemplateSettings.Provider.ALIYUN, Map.of("tail", "4146", "until.day", "12月31日晚")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.reason()).startsWith("VARIABLE_TOO_LONG: until.day"));
    assertThat(cloud.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"触发分钟级流控Permits:1,60", "触发小时级流控Permits:5,3600", "触发天级流控Permits:50,43200"})
  void shouldWaitAsLongAsAlibabaCloudsLimitOfANumber(String message, long seconds) {
    cloud.answer("{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"%s\"}".formatted(message));

    assertThat(submit(TemplateSettings.Provider.ALIYUN, VALUES))
        .isInstanceOfSatisfying(
            Submission.Busy.class,
            busy -> assertThat(busy.pause()).isEqualTo(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "ALIYUN,isv.MOBILE_NUMBER_ILLEGAL",
    "ALIYUN,isv.PARAM_NOT_SUPPORT_URL",
    "TENCENT,InvalidParameterValue.IncorrectPhoneNumber",
    "TENCENT,FailedOperation.PhoneNumberInBlacklist"
  })
  void shouldRefuseWhatTheProviderNeverTakes(TemplateSettings.Provider provider, String code) {
    answerWith(provider, code);

    assertThat(submit(provider, VALUES))
        .isInstanceOfSatisfying(
            Submission.Refused.class, refused -> assertThat(refused.reason()).contains(code));
  }

  @ParameterizedTest
  @CsvSource({
    "ALIYUN,isv.AMOUNT_NOT_ENOUGH",
    "ALIYUN,isp.SYSTEM_ERROR",
    "ALIYUN,SignatureDoesNotMatch",
    "TENCENT,InternalError.Timeout",
    "TENCENT,AuthFailure.SignatureFailure"
  })
  void shouldTryAgainWhatIsOursOrTheProvidersToMend(
      TemplateSettings.Provider provider, String code) {
    answerWith(provider, code);

    assertThat(submit(provider, VALUES))
        .isInstanceOfSatisfying(
            Submission.Failed.class, failed -> assertThat(failed.reason()).contains(code));
  }

  @Test
  void shouldKnowTheReferenceOfALostAnswerWhereTheProviderBringsOursBack() {
    cloud.loseAnswers();

    assertThat(submit(TemplateSettings.Provider.ALIYUN, VALUES))
        .isInstanceOfSatisfying(
            Submission.Unanswered.class,
            lost -> assertThat(lost.reference()).isEqualTo("aliyun/" + ID));
    assertThat(submit(TemplateSettings.Provider.TENCENT, VALUES))
        .isInstanceOfSatisfying(
            Submission.Unanswered.class, lost -> assertThat(lost.reference()).isNull());
  }

  @Test
  @Timeout(30)
  void shouldNotWaitForAnAnswerThatNeverEnds() {
    cloud.stall();

    assertThat(submit(TemplateSettings.Provider.ALIYUN, VALUES))
        .isInstanceOf(Submission.Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504})
  void shouldNotSendAgainWhatAProxyGaveUp(int status) {
    cloud.fail(status);

    assertThat(submit(TemplateSettings.Provider.TENCENT, VALUES))
        .isInstanceOfSatisfying(
            Submission.Unanswered.class,
            lost -> assertThat(lost.reason()).startsWith("ANSWER_LOST: "));
  }

  @Test
  void shouldTryAgainWhatAnUnavailableGatewayDidNotTake() {
    cloud.fail(503);

    assertThat(submit(TemplateSettings.Provider.ALIYUN, VALUES))
        .isEqualTo(new Submission.Failed("ALIYUN_HTTP_503: an answer without a code"));
  }

  @ParameterizedTest
  @EnumSource(TemplateSettings.Provider.class)
  void shouldSayThatTheGatewayIsAwayWhereNobodyListens(TemplateSettings.Provider provider) {
    cloud.close();

    assertThat(submit(provider, VALUES))
        .isEqualTo(new Submission.Failed("GATEWAY_AWAY: no connection to the gateway"));
  }

  @Test
  void shouldKeepWhatAlibabaCloudReports() throws Exception {
    String thanks =
        gateway(TemplateSettings.Provider.ALIYUN)
            .post(
                bytes(
                    "[{\"phone_number\":\"138\",\"success\":true,\"err_code\":\"DELIVERED\","
                        + "\"biz_id\":\"1\",\"out_id\":\"a1\"},"
                        + "{\"success\":false,\"err_code\":\"MOBILE_NOT_ON_SERVICE\","
                        + "\"out_id\":\"a2\"},{\"success\":true,\"out_id\":\"\"}]"));

    assertThat(thanks).isEqualTo("{\"code\":0,\"msg\":\"ok\"}");
    assertThat(reports)
        .containsExactly(
            SmsReport.delivered("aliyun/a1"),
            SmsReport.failed("aliyun/a2", "SMS_FAILED: the network reports MOBILE_NOT_ON_SERVICE"));
  }

  @Test
  void shouldKeepWhatTencentCloudReports() throws Exception {
    String thanks =
        gateway(TemplateSettings.Provider.TENCENT)
            .post(
                bytes(
                    "[{\"mobile\":\"138\",\"report_status\":\"SUCCESS\",\"errmsg\":\"DELIVRD\","
                        + "\"sid\":\"5000:1\"},{\"report_status\":\"FAIL\",\"errmsg\":\"MK:0001\","
                        + "\"sid\":\"5000:2\"}]"));

    assertThat(thanks).isEqualTo("{\"result\":0,\"errmsg\":\"OK\"}");
    assertThat(reports)
        .containsExactly(
            SmsReport.delivered("tencent/5000:1"),
            SmsReport.failed("tencent/5000:2", "SMS_FAILED: the network reports MK:0001"));
  }

  @ParameterizedTest
  @EnumSource(TemplateSettings.Provider.class)
  void shouldNotReadWhatIsNoListOfReports(TemplateSettings.Provider provider) {
    assertThatThrownBy(() -> gateway(provider).post(bytes("{}"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> gateway(provider).post(bytes("[{"))).isInstanceOf(IOException.class);
    assertThat(reports).isEmpty();
  }

  private void answerWith(TemplateSettings.Provider provider, String code) {
    cloud.answer(
        switch (provider) {
          case ALIYUN -> "{\"Code\":\"%s\",\"Message\":\"m\"}".formatted(code);
          case TENCENT ->
              "{\"Response\":{\"Error\":{\"Code\":\"%s\",\"Message\":\"m\"}}}".formatted(code);
        });
  }

  private Submission submit(TemplateSettings.Provider provider, Map<String, String> values) {
    return gateway(provider)
        .submit(new SmsMessage("+8613800138000", "text", ID, "ACTIVATED", "zh-CN", values));
  }

  private TemplateGateway gateway(TemplateSettings.Provider provider) {
    return new TemplateGateway(
        new TemplateSettings(
            provider,
            cloud.endpoint(),
            CloudDouble.KEY,
            "ap-guangzhou",
            "1400006666",
            "王记网络",
            Map.of(
                "ACTIVATED.zh-CN",
                SmsTemplate.parse("SMS_1: tail 4, until.day 6 | SMS_2: tail 4").orElseThrow()),
            Duration.ofSeconds(2)),
        new SubmitPace(1000, System::nanoTime),
        reports::add,
        Clock.systemUTC());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
