package renewals.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.EventArbitraries;
import renewals.schemas.json.EventType;

/** Apicurio's serde, set to Confluent's format, and ours write the same bytes and read them. */
class ApicurioWireTest {

  private static final Map<String, Object> CONFLUENT_FORMAT =
      Map.of(
          "apicurio.registry.headers.enabled", "false",
          "apicurio.registry.use-id", "contentId",
          "apicurio.registry.id-handler", "io.apicurio.registry.serde.Default4ByteIdHandler",
          "apicurio.registry.artifact-resolver-strategy",
              "io.apicurio.registry.serde.strategy.TopicIdStrategy",
          "apicurio.registry.dereference-schema", "true",
          "apicurio.registry.use-specific-avro-reader", "true");

  private static final MemoryRegistry REGISTRY = registryOfAllTypes();
  private static final AvroKafkaSerializer<SpecificRecord> SERIALIZER =
      new AvroKafkaSerializer<>(new ApicurioView(REGISTRY));
  private static final AvroKafkaDeserializer<SpecificRecord> DESERIALIZER =
      new AvroKafkaDeserializer<>(new ApicurioView(REGISTRY));

  static {
    SERIALIZER.configure(CONFLUENT_FORMAT, false);
    DESERIALIZER.configure(CONFLUENT_FORMAT, false);
  }

  @Provide
  Arbitrary<SpecificRecord> events() {
    return EventArbitraries.events();
  }

  @Property(tries = 1000)
  void shouldWriteTheBytesThatApicurioWrites(@ForAll("events") SpecificRecord event) {
    assertThat(ours(event)).isEqualTo(SERIALIZER.serialize(topicOf(event), event));
  }

  @Property(tries = 1000)
  void shouldReadWhatApicurioWrites(@ForAll("events") SpecificRecord event) {
    byte[] theirs = SERIALIZER.serialize(topicOf(event), event);

    assertThat(new WireReader<>(REGISTRY, event).read(theirs)).isEqualTo(event);
  }

  @Property(tries = 1000)
  void shouldBeReadByApicurio(@ForAll("events") SpecificRecord event) {
    assertThat(DESERIALIZER.deserialize(topicOf(event), ours(event))).isEqualTo(event);
  }

  private static byte[] ours(SpecificRecord event) {
    return WireWriter.of(REGISTRY, EventType.of(event).topic(), event).write(event);
  }

  private static String topicOf(SpecificRecord event) {
    return EventType.of(event).topic().name();
  }

  private static MemoryRegistry registryOfAllTypes() {
    MemoryRegistry registry = new MemoryRegistry();
    for (EventType type : EventType.values()) {
      registry.add(type.schema());
    }
    return registry;
  }

  /** Our registry as Apicurio's client sees it: content ids only. */
  private record ApicurioView(SchemaRegistry registry) implements RegistryClientFacade {

    @Override
    public String getSchemaByContentId(Long contentId) {
      return registry.byId(contentId.intValue()).toString();
    }

    @Override
    public List<RegistryVersionCoordinates> searchVersionsByContent(
        String content, String type, ArtifactReference reference, boolean canonical) {
      long id = registry.idOf(reference.getArtifactId(), new Schema.Parser().parse(content));
      return List.of(
          RegistryVersionCoordinates.create(id, id, "default", reference.getArtifactId(), "1"));
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentId(long contentId) {
      return List.of();
    }

    @Override
    public String getSchemaByGlobalId(long globalId, boolean dereferenced) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getSchemaByGAV(String group, String artifact, String version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getSchemaByContentHash(String hash) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGlobalId(long globalId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGAV(
        String group, String artifact, String version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentHash(String hash) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RegistryVersionCoordinates createSchema(
        String type,
        String group,
        String artifact,
        String version,
        String ifExists,
        boolean canonical,
        String content,
        Set<RegistryArtifactReference> references) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RegistryVersionCoordinates getVersionCoordinatesByGAV(
        String group, String artifact, String version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getClient() {
      throw new UnsupportedOperationException();
    }
  }
}
