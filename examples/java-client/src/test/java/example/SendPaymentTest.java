package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.client.RenewalPublisher;
import renewals.kit.Settings;
import renewals.v1.PaymentEvent;

class SendPaymentTest {

  private static final String NOBODY = "127.0.0.1:1";
  private final PaymentEvent payment =
      SendPayment.payment("my-channel", "P-1", "R-1", 5000, Instant.now());

  @Test
  void shouldNameFieldValueAndExpectationOfWhatIsRefused(@TempDir Path folder) throws IOException {
    payment.getAmount().setMinorUnits(-1);
    try (RenewalPublisher publisher = RenewalPublisher.open(settings(folder))) {
      assertTrue(SendPayment.send(publisher, payment).startsWith("refused, mend it: [amount"));
    }
  }

  @Test
  void shouldSayThatNothingWasTakenWhereNobodyListens(@TempDir Path folder) throws IOException {
    try (RenewalPublisher publisher = RenewalPublisher.open(settings(folder))) {
      assertTrue(SendPayment.send(publisher, payment).startsWith("not taken, send it again later"));
    }
  }

  @Test
  void shouldPrintWhereThePaymentLies() {
    var taken = new renewals.client.Acknowledgement("payment/R-1", "renewal-payments", 2, 7);

    assertEquals(
        "payment/R-1 lies in renewal-payments, partition 2, offset 7",
        SendPayment.send(event -> CompletableFuture.completedFuture(taken), payment));
  }

  @Test
  void shouldNotHaveKafkaStreamsOrAWebServerOnItsClassPath() {
    for (String unwanted :
        new String[] {
          "org.apache.kafka.streams.KafkaStreams",
          "io.javalin.Javalin",
          "org.bouncycastle.crypto.Signer",
          "org.rocksdb.RocksDB"
        }) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(unwanted), unwanted);
    }
  }

  /** With a key of its own, so that what signs is loaded too. */
  private static Settings settings(Path folder) throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return Settings.load(
        Map.of(
            "kafka.bootstrap.servers", NOBODY,
            "schema.registry.url", "http://" + NOBODY,
            "provenance.party", "my-channel",
            "provenance.party.key", "my-channel-h1",
            "provenance.party.key.file", secret.toString()));
  }
}
