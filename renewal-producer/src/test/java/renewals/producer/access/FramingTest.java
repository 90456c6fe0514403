package renewals.producer.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a request ends, and what its head says, is read in one way only: nothing that another
 * server would read otherwise is taken, and nothing behind it on the connection is.
 */
class FramingTest {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

  private final Intakes intake = new Intakes(1_000);
  private final Forgeries requests = new Forgeries(1, false);

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void shouldTakeRequestsThatFollowEachOtherEachByItself() throws IOException {
    RawRequest unsigned = requests.good().remove("Signature").remove("Signature-Input");

    assertThat(
            answers(
                requests.good().bytes(), requests.good().bytes(), unsigned.bytes(), END.bytes()))
        .containsExactly(202, 202, 401, 404);
    assertThat(intake.publisher.taken()).hasSize(2);
  }

  @Test
  void shouldTakeABodyInChunks() throws IOException {
    assertThat(answers(chunked("Transfer-Encoding: chunked"), END.bytes()))
        .containsExactly(202, 404);
    assertThat(intake.publisher.taken()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: 4",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\u000bchunked",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: +4",
        "Content-Length: 4, 5",
        "Content-Length: -4",
        "Content-Length: 0x4"
      })
  void shouldTakeNothingOfABodyWhoseEndIsUnclear(String framing) throws IOException {
    List<Integer> answers = answers(chunked(framing), requests.good().bytes());

    assertThat(answers).as("%s", framing).isNotEmpty().allMatch(status -> status >= 400);
    assertThat(intake.publisher.taken()).as("and nothing behind it").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: 127.0.0.1",
        "X-A: b\r\n folded: yes",
        "Content-Type : application/json",
        "\tContent-Type: application/json",
        "Content-Digest: sha-256=:AAAA:",
        "content-type: application/json",
        "X-\u0000: a",
        "no-colon-at-all"
      })
  void shouldTakeNoHeadThatCanBeReadInTwoWays(String line) throws IOException {
    byte[] request =
        new String(requests.good().bytes(), ISO_8859_1)
            .replaceFirst("\r\n", "\r\n" + Matcher.quoteReplacement(line) + "\r\n")
            .getBytes(ISO_8859_1);

    assertThat(answers(request)).as("%s", line).isNotEmpty().allMatch(status -> status >= 400);
    assertThat(intake.publisher.taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "http://127.0.0.1@evil.example", "http://localhost"})
  void shouldTakeNoTargetThatNamesAnotherHostThanTheField(String origin) throws IOException {
    RawRequest request = requests.good();
    request.target = origin + request.target;

    assertThat(answers(request.bytes())).isNotEmpty().allMatch(status -> status >= 400);
    assertThat(intake.publisher.taken()).isEmpty();
  }

  @Test
  void shouldNotTakeWhatFollowsForTheRestOfABody() throws IOException {
    RawRequest good = requests.good();
    String shorter =
        new String(good.bytes(), ISO_8859_1)
            .replaceFirst(
                "Content-Length: " + good.body.length,
                "Content-Length: " + (good.body.length + 40));

    assertThat(answers(shorter.getBytes(ISO_8859_1), requests.good().bytes()))
        .as("the digest is another body's, and what is left is no request")
        .startsWith(401)
        .doesNotContain(202);
    assertThat(intake.publisher.taken()).isEmpty();
  }

  /** After which the server ends the connection. */
  private static final RawRequest END =
      new RawRequest("GET", "/nothing", new byte[0])
          .with("Host", "127.0.0.1")
          .with("Connection", "close");

  /** A good request whose body comes in chunks, whatever its head says of that. */
  private byte[] chunked(String framing) {
    RawRequest good = requests.good();
    String head =
        new String(good.bytes(), ISO_8859_1)
            .replaceFirst("Content-Length: [0-9]+", Matcher.quoteReplacement(framing));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.substring(0, head.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1));
    bytes.writeBytes((Integer.toHexString(good.body.length) + "\r\n").getBytes(UTF_8));
    bytes.writeBytes(good.body);
    bytes.writeBytes("\r\n0\r\n\r\n".getBytes(UTF_8));
    return bytes.toByteArray();
  }

  /** The statuses of all answers on one connection, until the server or the client has ended it. */
  private List<Integer> answers(byte[]... requests) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), intake.http.port())) {
      socket.setSoTimeout(20_000);
      for (byte[] request : requests) {
        socket.getOutputStream().write(request);
      }
      socket.shutdownOutput();
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      List<Integer> statuses = new ArrayList<>();
      Matcher status = STATUS.matcher(all);
      while (status.find()) {
        statuses.add(Integer.valueOf(status.group(1)));
      }
      return statuses;
    }
  }
}
