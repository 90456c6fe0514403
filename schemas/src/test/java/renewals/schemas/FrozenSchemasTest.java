package renewals.schemas;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.schemas.contract.Symbols;

/**
 * Every version that was ever released lies under {@code frozen/<version>}, each schema with all it
 * refers to. A released file never changes; a change of a schema adds the next version.
 */
class FrozenSchemasTest {

  private static final Path FROZEN = Path.of("src/test/resources/frozen");
  private static final Path PUBLISHED = Path.of("src/main/avro");

  static Stream<Path> frozenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(FROZEN)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
    }
  }

  static Stream<Schema> schemas() {
    return Topics.ALL.stream().map(Topic::schema).filter(Objects::nonNull);
  }

  @ParameterizedTest
  @MethodSource("frozenFiles")
  void shouldReadWhatEveryEarlierVersionWrote(Path file) throws IOException {
    Schema frozen = parse(file);

    assertCompatible(checkReaderWriterCompatibility(current(frozen), frozen));
  }

  @ParameterizedTest
  @MethodSource("frozenFiles")
  void shouldBeReadByEveryEarlierVersion(Path file) throws IOException {
    Schema frozen = parse(file);

    assertCompatible(checkReaderWriterCompatibility(frozen, current(frozen)));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldHaveAFrozenCopyOfTheSchemaAsItIs(Schema current) throws IOException {
    List<Schema> frozen = frozenFiles().map(FrozenSchemasTest::parseUnchecked).toList();

    assertThat(frozen)
        .as("add the changed schema as the next frozen version")
        .anyMatch(schema -> schema.equals(withoutJavaStrings(current)));
  }

  static Stream<Path> publishedFiles() throws IOException {
    try (Stream<Path> files = Files.list(PUBLISHED)) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void shouldPublishTheSchemaOfEveryTopic() throws IOException {
    assertThat(publishedFiles().map(FrozenSchemasTest::parseUnchecked))
        .containsExactlyInAnyOrderElementsOf(
            schemas().map(FrozenSchemasTest::withoutJavaStrings).distinct().toList());
  }

  @ParameterizedTest
  @MethodSource("publishedFiles")
  void shouldParseAloneAndSayWhatEveryFieldMeans(Path file) throws IOException {
    assertDocumented(parse(file));
  }

  private static void assertDocumented(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
        for (Schema.Field field : schema.getFields()) {
          assertThat(field.doc()).as("%s.%s", schema.getFullName(), field.name()).isNotBlank();
          assertDocumented(field.schema());
        }
      }
      case ENUM -> assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
      case UNION -> schema.getTypes().forEach(FrozenSchemasTest::assertDocumented);
      case ARRAY -> assertDocumented(schema.getElementType());
      case MAP -> assertDocumented(schema.getValueType());
      default -> {
        // a plain value: its field says what it means
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldLeaveEveryEnumRoomToGrow(Schema current) {
    for (Schema words : enumsOf(current)) {
      assertThat(words.getEnumSymbols()).as(words.getFullName()).endsWith(Symbols.OTHER);
      assertThat(words.getEnumDefault()).as(words.getFullName()).isEqualTo(Symbols.OTHER);
    }
  }

  private static List<Schema> enumsOf(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> List.of(schema);
      case UNION -> schema.getTypes().stream().flatMap(type -> enumsOf(type).stream()).toList();
      case ARRAY -> enumsOf(schema.getElementType());
      case MAP -> enumsOf(schema.getValueType());
      case RECORD ->
          schema.getFields().stream().flatMap(field -> enumsOf(field.schema()).stream()).toList();
      default -> List.of();
    };
  }

  private static void assertCompatible(SchemaCompatibility.SchemaPairCompatibility result) {
    assertThat(result.getType())
        .as(result.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static Schema current(Schema frozen) {
    return schemas()
        .filter(schema -> schema.getFullName().equals(frozen.getFullName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(frozen.getFullName() + " was released and is gone"));
  }

  private static Schema withoutJavaStrings(Schema schema) {
    String json =
        schema
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
            .replace(",\"avro.java.string\":\"String\"", "");
    return new Schema.Parser().parse(json);
  }

  private static Schema parse(Path file) throws IOException {
    return new Schema.Parser().parse(Files.readString(file));
  }

  private static Schema parseUnchecked(Path file) {
    try {
      return parse(file);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }
}
