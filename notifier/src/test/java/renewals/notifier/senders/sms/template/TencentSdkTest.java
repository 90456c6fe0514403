package renewals.notifier.senders.sms.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.sms.v20210111.SmsClient;
import com.tencentcloudapi.sms.v20210111.models.SendSmsRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tencent Cloud's own SDK as the referee of what is sent here. */
class TencentSdkTest {

  private static final String HOST = "sms.tencentcloudapi.com";
  private static final String ANSWER =
      """
      {"Response":{"SendStatusSet":[{"SerialNo":"5000:104571","Code":"Ok"}],"RequestId":"a0"}}""";

  private CloudDouble cloud;
  private CloudDouble.Request theirs;

  @BeforeEach
  void letTheSdkSend() throws Exception {
    cloud = new CloudDouble();
    cloud.answer(ANSWER);
    // Its service is the first part of its host, so the double is its proxy.
    HttpProfile http = new HttpProfile();
    http.setProtocol(HttpProfile.REQ_HTTP);
    http.setEndpoint(HOST);
    http.setProxyHost("127.0.0.1");
    http.setProxyPort(cloud.endpoint().getPort());
    SendSmsRequest request = new SendSmsRequest();
    request.setPhoneNumberSet(new String[] {"+8613800138000"});
    request.setSmsSdkAppId("1400006666");
    request.setSignName("王记网络");
    request.setTemplateId("1110");
    request.setTemplateParamSet(new String[] {"4146", "4月2日"});
    request.setSessionContext("0123456789abcdef");
    Credential credential = new Credential(CloudDouble.KEY.id(), CloudDouble.KEY.secret());
    new SmsClient(credential, "ap-guangzhou", new ClientProfile("TC3-HMAC-SHA256", http))
        .SendSms(request);
    theirs = cloud.requests.removeFirst();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void shouldSignWhatTheSdkSentAsTheSdkDid() {
    assertThat(
            Tc3Signature.authorization(
                CloudDouble.KEY,
                "sms",
                theirs.signedHeaders(),
                theirs.body().getBytes(StandardCharsets.UTF_8),
                Instant.ofEpochSecond(Long.parseLong(theirs.headers().getFirst("X-TC-Timestamp")))))
        .isEqualTo(theirs.authorization());
    assertThat(theirs.isSigned()).isTrue();
  }

  @Test
  void shouldSendTheFieldsThatTheSdkSends() throws Exception {
    LinkedHashMap<String, String> values = new LinkedHashMap<>();
    values.put("tail", "4146");
    values.put("until.day", "4月2日");
    URI endpoint = cloud.endpoint();
    TencentApi api =
        new TencentApi(
            endpoint, "ap-guangzhou", "1400006666", CloudDouble.KEY, Duration.ofSeconds(20));
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          api.request(
              new FilledTemplate("+8613800138000", "王记网络", "1110", values, "0123456789abcdef"),
              Instant.now(),
              "n1"),
          BodyHandlers.discarding());
    }

    CloudDouble.Request ours = cloud.requests.getFirst();
    assertThat(json(ours.body())).isEqualTo(json(theirs.body()));
    for (String name :
        new String[] {"Content-Type", "X-TC-Action", "X-TC-Version", "X-TC-Region"}) {
      assertThat(ours.headers().getFirst(name)).isEqualTo(theirs.headers().getFirst(name));
    }
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
