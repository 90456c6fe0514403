package renewals.notifier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.testing.FreePorts;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;

/**
 * A forgotten merchant's address in the notifier's state folder, as docs/security.md says: whoever
 * needs its bytes gone deletes the folder, and what is made of what is left holds it no more.
 */
class ForgottenStateIT {

  private static final String ADDRESS = "wang.who.is.gone@example.com";

  private Path state;
  private ServiceBench bench;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    state = dir.resolve("state");
    bench = new ServiceBench(dir);
    bench.kafka.createTopics();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void shouldHoldNoAddressInAStateThatIsMadeAnewAfterTheMerchantWasForgotten() throws Exception {
    try (NotifierService service = started()) {
      MerchantContact contact = Samples.mailOnly();
      contact.setEmail(ADDRESS);
      bench.send(Topics.MERCHANT_CONTACTS, Samples.MERCHANT, contact, new MerchantContact());
      Patience.await("his contact", () -> !bench.kafka.read(Topics.KNOWN_CONTACTS).isEmpty());
      bench.tell("R1", Samples.MERCHANT);
      Patience.await("a notice under way", () -> !bench.receipts("R1").isEmpty());
    }
    assertThat(filesWithAddress()).as("what the test would find").isNotEmpty();

    try (NotifierService service = started()) {
      bench.send(Topics.NOTICE_RESULTS, Samples.MERCHANT, Samples.forget(), new NoticeResult());
      bench.kafka.send(
          Topics.MERCHANT_CONTACTS,
          bench.kafka.partitionOf(Samples.MERCHANT),
          Samples.MERCHANT,
          null);
      Patience.await("that it is forgotten", () -> !bench.finalReceipts("R1").isEmpty());
    }
    assertThat(bench.finalReceipts("R1"))
        .extracting(NoticeReceipt::getReason)
        .allMatch(reason -> reason.startsWith("FORGOTTEN: "));
    delete(state);

    started().close();

    assertThat(state).isNotEmptyDirectory();
    assertThat(filesWithAddress()).isEmpty();
  }

  /** Nobody takes its mails, so they are under way for an hour. */
  private NotifierService started() throws Exception {
    Map<String, String> values = bench.settings();
    values.put("notifier.retry.delays", "1h");
    values.put("notifier.smtp.host", "127.0.0.1");
    values.put("notifier.smtp.port", Integer.toString(FreePorts.next()));
    values.put("notifier.smtp.from", "notices@renewals.example");
    NotifierService service = NotifierService.start(Settings.of(values));
    Patience.await("ready", () -> KafkaBench.isReady(service.port()));
    return service;
  }

  private List<Path> filesWithAddress() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files.filter(Files::isRegularFile).filter(ForgottenStateIT::holdsAddress).toList();
    }
  }

  /** RocksDB as Kafka Streams sets it up compresses nothing. */
  private static boolean holdsAddress(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(ADDRESS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
