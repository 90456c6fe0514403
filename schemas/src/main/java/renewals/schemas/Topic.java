package renewals.schemas;

import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One topic of the contract: everything that is fixed about it.
 *
 * @param name topic name
 * @param key what the UTF-8 key holds
 * @param schema schema of the value, null where the value is the original bytes of another record
 * @param role who writes it and how it is kept
 * @param sizedLike name of the group of topics that must have the same partition count
 * @param retention how long records are kept; null for compacted topics that keep the newest of
 *     each key for good
 * @param maxRecordBytes {@code max.message.bytes} of the topic
 */
public record Topic(
    String name,
    String key,
    @Nullable Schema schema,
    Role role,
    String sizedLike,
    @Nullable Duration retention,
    int maxRecordBytes) {

  /** The largest record that anybody may write, key, value and headers together, in bytes. */
  public static final int MAX_RECORD_BYTES = 128 * 1024;

  /** Who writes a topic and how it is kept. */
  public enum Role {
    /** Written by partners, stamped on append. */
    INPUT,
    /** Written by partners, stamped on append, compacted. */
    INPUT_COMPACTED,
    /**
     * Written by us for others to read, stamped with the time of the step that made it, or with our
     * clock where that time is ahead of it.
     */
    OUTPUT,
    /** Written by us for others to read, stamped on append. */
    OUTPUT_APPENDED,
    /** Written by us for others to read, stamped on append, compacted. */
    OUTPUT_COMPACTED,
    /** Written and read by us, stamped on append. */
    OWN,
    /** Written and read by us, stamped on append, compacted. */
    OWN_COMPACTED,
    /** Written and read by us, compacted; what it says is wrong unless it is stamped on append. */
    OWN_TIMED
  }

  /** Whether partners write it. */
  public boolean isInput() {
    return role == Role.INPUT || role == Role.INPUT_COMPACTED;
  }

  /** Whether it is ours for others to read: they must know how its batches are compressed. */
  public boolean isOutput() {
    return role == Role.OUTPUT || role == Role.OUTPUT_APPENDED || role == Role.OUTPUT_COMPACTED;
  }

  /**
   * Whether the broker stamps it on append. So it does wherever a record's stamp would be the clock
   * of the machine that wrote it: a broker refuses a record stamped an hour ahead of its own clock,
   * and what is counted from a stamp must not depend on who wrote it. Outputs of the joins bear the
   * time of their step, which is never ahead of our clock.
   */
  public boolean isStampedOnAppend() {
    return role != Role.OUTPUT;
  }

  /** Whether it must be stamped on append, whoever created it: our rules go by its stamps. */
  public boolean mustBeStampedOnAppend() {
    return isInput() || role == Role.OWN_TIMED;
  }

  /** Whether only the newest value of a key is kept. */
  public boolean isCompacted() {
    return role == Role.INPUT_COMPACTED
        || role == Role.OUTPUT_COMPACTED
        || role == Role.OWN_COMPACTED
        || role == Role.OWN_TIMED;
  }

  /** The registry subject of the value's schema, by TopicNameStrategy. */
  public String subject() {
    return name + "-value";
  }

  static Topic of(
      String name,
      String key,
      SpecificRecord prototype,
      Role role,
      String sizedLike,
      Duration keep) {
    return new Topic(name, key, prototype.getSchema(), role, sizedLike, keep, MAX_RECORD_BYTES);
  }
}
