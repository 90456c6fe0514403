package renewals.stack.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.stack.docs.Docs;

class BrokerNodeTest {

  private static final String WAITS = "add.partitions.to.txn.retry.backoff.max.ms";

  @TempDir private Path folder;

  @Test
  void shouldWaitForTheMarksOfTheLastTransactionLongerThanKafkaDoesByItself() throws IOException {
    assertThat(Integer.parseInt(config().getProperty(WAITS))).isGreaterThan(100);
  }

  /** Names are as Kafka reads them from each: the image from its environment, in capitals. */
  @ParameterizedTest
  @CsvSource({
    "docker-compose.yml, 'KAFKA_ADD_PARTITIONS_TO_TXN_RETRY_BACKOFF_MAX_MS: '",
    "docker/secure/secrets, 'add.partitions.to.txn.retry.backoff.max.ms='",
    "deploy/kubernetes/base/kafka.yaml, 'add.partitions.to.txn.retry.backoff.max.ms: '",
    "deploy/kubernetes/overlays/trial/kustomization.yaml,"
        + " 'add.partitions.to.txn.retry.backoff.max.ms: '",
  })
  void shouldWaitAsLongInAllThatStartsBrokers(String file, String setting) throws IOException {
    assertThat(Docs.read(file).lines().map(String::strip)).contains(setting + config().get(WAITS));
  }

  private Properties config() throws IOException {
    Path written = BrokerNode.alone(folder, 1, 2, Optional.empty()).writeConfig();
    Properties config = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(written)) {
      config.load(reader);
    }
    return config;
  }
}
