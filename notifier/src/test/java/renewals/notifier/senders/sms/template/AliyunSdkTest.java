package renewals.notifier.senders.sms.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.teaopenapi.models.Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alibaba Cloud's own SDK as the referee of what is sent here. */
class AliyunSdkTest {

  private static final String PARAMETERS = "{\"tail\":\"4146\",\"until_day\":\"4月2日 *~+%\"}";

  private CloudDouble cloud;
  private CloudDouble.Request theirs;

  @BeforeEach
  void letTheSdkSend() throws Exception {
    cloud = new CloudDouble();
    cloud.answer("{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"1\",\"RequestId\":\"2\"}");
    Config config =
        new Config()
            .setAccessKeyId(CloudDouble.KEY.id())
            .setAccessKeySecret(CloudDouble.KEY.secret())
            .setProtocol("http")
            .setEndpoint(cloud.endpoint().getRawAuthority());
    SendSmsRequest request =
        new SendSmsRequest()
            .setPhoneNumbers("13800138000")
            .setSignName("王记网络")
            .setTemplateCode("SMS_1110")
            .setTemplateParam(PARAMETERS)
            .setOutId("0123456789abcdef");
    assertThat(new Client(config).sendSms(request).getBody().getCode()).isEqualTo("OK");
    theirs = cloud.requests.removeFirst();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  @Test
  void shouldSignWhatTheSdkSentAsTheSdkDid() {
    assertThat(
            Acs3Signature.authorization(
                CloudDouble.KEY,
                "POST",
                "/",
                Acs3Signature.query(parameters(theirs.query())),
                theirs.signedHeaders()))
        .isEqualTo(theirs.authorization());
    assertThat(theirs.isSigned()).isTrue();
  }

  @Test
  void shouldSendWhatTheSdkSends() throws Exception {
    LinkedHashMap<String, String> values = new LinkedHashMap<>();
    values.put("tail", "4146");
    values.put("until.day", "4月2日 *~+%");
    URI endpoint = cloud.endpoint();
    AliyunApi api = new AliyunApi(endpoint, CloudDouble.KEY, Duration.ofSeconds(20));
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          api.request(
              new FilledTemplate("+8613800138000", "王记网络", "SMS_1110", values, "0123456789abcdef"),
              Instant.now(),
              "n1"),
          BodyHandlers.discarding());
    }

    CloudDouble.Request ours = cloud.requests.getFirst();
    assertThat(parameters(ours.query())).isEqualTo(parameters(theirs.query()));
    for (String name : new String[] {"x-acs-action", "x-acs-version", "x-acs-content-sha256"}) {
      assertThat(ours.headers().getFirst(name)).isEqualTo(theirs.headers().getFirst(name));
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int end = pair.indexOf('=');
      parameters.put(pair.substring(0, end), pair.substring(end + 1));
    }
    return parameters;
  }
}
