package renewals.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.EventArbitraries;

class EventJsonPropertyTest {

  @Provide
  Arbitrary<SpecificRecord> events() {
    return EventArbitraries.events();
  }

  @Property(tries = 2000)
  void shouldReadBackWhatItWrote(@ForAll("events") SpecificRecord event) {
    String json = EventJson.write(event);

    assertThat(json).doesNotContain("\n", "null,").startsWith("{\"type\":\"");
    assertThat(EventJson.read(json)).isEqualTo(new Parsed.Accepted(EventType.of(event), event));
  }

  @Property(tries = 2000)
  void shouldNeverThrowWhateverItReads(@ForAll String text) {
    assertThat(EventJson.read(text)).isNotNull();
  }

  @Property(tries = 1000)
  void shouldNeverThrowWhereAnEventIsCutOff(
      @ForAll("events") SpecificRecord event, @ForAll int at) {
    String json = EventJson.write(event);
    String cut = json.substring(0, Math.floorMod(at, json.length()));

    assertThat(EventJson.read(cut)).isInstanceOf(Parsed.Refused.class);
  }
}
