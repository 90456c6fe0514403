package renewals.schemas;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.json.EventType;

/** Events of any content that their schemas can hold. */
public final class EventArbitraries {

  private static final long FIRST_MILLI = -62_135_596_800_000L; // year 1
  private static final long LAST_MILLI = 253_402_300_799_999L; // year 9999

  static {
    TrustedTypes.install();
  }

  private EventArbitraries() {}

  /** Any event of any type, in and out. */
  public static Arbitrary<SpecificRecord> events() {
    return Arbitraries.of(EventType.class).flatMap(type -> record(type.schema()));
  }

  private static Arbitrary<SpecificRecord> record(Schema schema) {
    List<Arbitrary<Object>> values =
        schema.getFields().stream().map(field -> value(field.schema())).toList();
    return Combinators.combine(values)
        .as(
            content -> {
              SpecificRecord record =
                  (SpecificRecord)
                      SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
              for (int i = 0; i < content.size(); i++) {
                record.put(i, content.get(i));
              }
              return record;
            });
  }

  private static Arbitrary<Object> value(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> value(schema.getTypes().get(1)).injectNull(0.4);
      case RECORD -> record(schema).asGeneric();
      case STRING -> text().asGeneric();
      case ENUM ->
          Arbitraries.of(schema.getEnumSymbols())
              .map(symbol -> SpecificData.get().createEnum(symbol, schema));
      case LONG ->
          schema.getLogicalType() == null
              ? Arbitraries.longs().asGeneric()
              : Arbitraries.longs()
                  .between(FIRST_MILLI, LAST_MILLI)
                  .map(Instant::ofEpochMilli)
                  .asGeneric();
      case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
      case INT -> Arbitraries.integers().asGeneric();
      case ARRAY -> value(schema.getElementType()).list().ofMaxSize(4).asGeneric();
      case MAP -> Arbitraries.maps(text(), value(schema.getValueType())).ofMaxSize(4).asGeneric();
      default -> throw new IllegalStateException("no event has a " + schema);
    };
  }

  /** Text of any characters, those outside the first plane too, but no halves of pairs. */
  private static Arbitrary<String> text() {
    return Arbitraries.integers()
        .between(0, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(40)
        .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
  }
}
