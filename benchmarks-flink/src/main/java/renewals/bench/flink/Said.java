package renewals.bench.flink;

/** An output, ready to be written: a plain object for Flink's own serializer, as {@link Fact}. */
@SuppressWarnings("NullAway") // Flink fills the fields of one that it made
public final class Said {

  public String topic;
  public byte[] key;
  public byte[] value;

  /** For Flink. */
  public Said() {}

  Said(String topic, byte[] key, byte[] value) {
    this.topic = topic;
    this.key = key;
    this.value = value;
  }
}
