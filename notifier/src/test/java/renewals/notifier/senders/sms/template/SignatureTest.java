package renewals.notifier.senders.sms.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import renewals.notifier.senders.http.Digests;

/** Against the examples that both providers print with keys, inputs and result. */
class SignatureTest {

  @Test
  void shouldSignAsAlibabaCloudsExample() {
    TreeMap<String, String> headers =
        new TreeMap<>(
            Map.of(
                "host", "ecs.cn-shanghai.aliyuncs.com",
                "x-acs-action", "RunInstances",
                "x-acs-content-sha256", Digests.sha256(""),
                "x-acs-date", "2023-10-26T10:22:32Z",
                "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                "x-acs-version", "2014-05-26"));
    String query =
        Acs3Signature.query(
            Map.of(
                "RegionId", "cn-shanghai",
                "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"));

    assertThat(
            Acs3Signature.authorization(
                new CloudKey("YourAccessKeyId", "YourAccessKeySecret"),
                "POST",
                "/",
                query,
                headers))
        .isEqualTo(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
                + "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }

  @Test
  void shouldSignAsTencentCloudsExample() {
    TreeMap<String, String> headers =
        new TreeMap<>(
            Map.of(
                "content-type", "application/json; charset=utf-8",
                "host", "cvm.tencentcloudapi.com",
                "x-tc-action", "DescribeInstances"));
    String body =
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"],"
            + " \"Name\": \"instance-name\"}]}";

    assertThat(
            Tc3Signature.authorization(
                new CloudKey("AKID" + "*".repeat(32), "*".repeat(32)),
                "cvm",
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                Instant.ofEpochSecond(1_551_113_065)))
        .isEqualTo(
            "TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/"
                + "tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature="
                + "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
  }

  @Test
  void shouldEncodeAsRfc3986Demands() {
    assertThat(Acs3Signature.query(Map.of("b", "a b*~/=", "a", "卡")))
        .isEqualTo("a=%E5%8D%A1&b=a%20b%2A~%2F%3D");
  }
}
