package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topics;
import renewals.schemas.TrustedTypes;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.stack.Platform;
import renewals.stack.command.Cli;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/** Our wire format and Apicurio's serde, both against the real registry. */
class RegistryWireIT {

  private static final String TOPIC = Topics.RENEWAL_PAYMENTS.name();
  private static final PaymentEvent PAYMENT =
      PaymentEvent.newBuilder()
          .setPaymentId("P-1")
          .setRenewalId("R-1")
          .setChannelId("bank")
          .setStatus(PaymentStatus.SETTLED)
          .setAmount(new Money(5000L, "CNY"))
          .setOccurredAt(Instant.parse("2026-01-01T00:00:00Z"))
          .build();

  @BeforeAll
  static void registerSchemas() {
    TrustedTypes.install();
    assertThat(Cli.run(Platform.settings(), "topics").exit()).isZero();
  }

  @Test
  void shouldWriteTheBytesThatApicurioWritesWithTheSameRegistry() {
    try (AvroKafkaSerializer<SpecificRecord> theirs = new AvroKafkaSerializer<>()) {
      theirs.configure(confluentFormat(), false);

      assertThat(ours()).isEqualTo(theirs.serialize(TOPIC, PAYMENT));
    }
  }

  @Test
  void shouldReadWhatApicurioWrites() {
    try (AvroKafkaSerializer<SpecificRecord> theirs = new AvroKafkaSerializer<>()) {
      theirs.configure(confluentFormat(), false);
      WireReader<PaymentEvent> reader =
          new WireReader<>(new HttpSchemaRegistry(Platform.registryUrl()), new PaymentEvent());

      assertThat(reader.read(theirs.serialize(TOPIC, PAYMENT))).isEqualTo(PAYMENT);
    }
  }

  @Test
  void shouldBeReadByApicurio() {
    try (AvroKafkaDeserializer<SpecificRecord> theirs = new AvroKafkaDeserializer<>()) {
      theirs.configure(confluentFormat(), false);

      assertThat(theirs.deserialize(TOPIC, ours())).isEqualTo(PAYMENT);
    }
  }

  private static byte[] ours() {
    HttpSchemaRegistry registry = new HttpSchemaRegistry(Platform.registryUrl());
    return WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, PAYMENT).write(PAYMENT);
  }

  private static Map<String, Object> confluentFormat() {
    return new HashMap<>(
        Map.of(
            "apicurio.registry.url",
            Platform.registryUrl().replace("/apis/ccompat/v7", "/apis/registry/v3"),
            "apicurio.registry.headers.enabled",
            "false",
            "apicurio.registry.use-id",
            "contentId",
            "apicurio.registry.id-handler",
            "io.apicurio.registry.serde.Default4ByteIdHandler",
            "apicurio.registry.artifact-resolver-strategy",
            "io.apicurio.registry.serde.strategy.TopicIdStrategy",
            "apicurio.registry.find-latest",
            "true",
            "apicurio.registry.use-specific-avro-reader",
            "true"));
  }
}
