package renewals.notifier;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.v1.Activation;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;

/** A real broker with a registry and receivers beside it, for the whole notifier. */
final class ServiceBench implements AutoCloseable {

  private static final int PARTITIONS = 3;

  final KafkaBench kafka;
  private final HttpServer receivers;
  private final Path dir;

  ServiceBench(Path dir) throws Exception {
    this.dir = dir;
    this.kafka = new KafkaBench(dir, PARTITIONS);
    this.receivers =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receivers.setExecutor(command -> Thread.ofVirtual().start(command));
    receivers.start();
  }

  @Override
  public void close() {
    receivers.stop(0);
    kafka.close();
  }

  /** Receives what is posted there. */
  void receive(String path, HttpHandler handler) {
    receivers.createContext(path, handler);
  }

  /** What every notifier here is started with. */
  Map<String, String> settings() {
    Map<String, String> values = kafka.settings();
    values.put("notifier.http.port", "0");
    values.put("notifier.state.dir", dir.resolve("state").toString());
    values.put("notifier.standbys", "0");
    values.put("notifier.retry.delays", "300ms,300ms");
    return values;
  }

  String url(String path) {
    return "http://127.0.0.1:" + receivers.getAddress().getPort() + path;
  }

  /** Something happened that the merchant is told. */
  void tell(String renewalId, String merchantId) throws Exception {
    Activation activation = Samples.activated(renewalId);
    activation.setMerchantId(merchantId);
    send(Topics.RENEWAL_ACTIVATIONS, merchantId, activation, new Activation());
  }

  /** Where the Java producer would put it. */
  <T extends SpecificRecord> void send(Topic topic, String key, T value, T prototype)
      throws Exception {
    kafka.send(topic, kafka.partitionOf(key), key, kafka.wire(topic, value, prototype));
  }

  /** Into another partition than it belongs to; returns which. */
  int misroute(Topic topic, String key, byte[] value) throws Exception {
    int wrong = (kafka.partitionOf(key) + 1) % PARTITIONS;
    kafka.send(topic, wrong, key, value);
    return wrong;
  }

  /** All receipts so far. */
  List<NoticeReceipt> receipts() {
    return kafka.events(Topics.NOTICE_RECEIPTS, new NoticeReceipt());
  }

  /** All receipts of a renewal so far. */
  List<NoticeReceipt> receipts(String renewalId) {
    return receipts().stream().filter(receipt -> renewalId.equals(receipt.getRenewalId())).toList();
  }

  List<NoticeReceipt> finalReceipts(String renewalId) {
    return receipts(renewalId).stream()
        .filter(receipt -> receipt.getState() != ReceiptState.RETRYING)
        .toList();
  }
}
