package renewals.schemas.wire;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a writer's schema means by its numbers what ours does. Avro, and a registry with it,
 * takes a long of microseconds for one of milliseconds, as both are longs.
 *
 * <p>Source: contract, "Events": times are {@code timestamp-millis}.
 */
final class TimeUnits {

  private static final String LOGICAL_TYPE = "logicalType";

  private TimeUnits() {}

  /** The first field that is written in another unit than we read, in words; null if none is. */
  static @Nullable String misfit(Schema written, Schema expected) {
    return misfit(written, expected, "");
  }

  private static @Nullable String misfit(Schema written, Schema expected, String path) {
    for (Schema ours : branchesOf(expected)) {
      for (Schema theirs : branchesOf(written)) {
        String found = misfitOfBranch(theirs, ours, path);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String misfitOfBranch(Schema theirs, Schema ours, String path) {
    if (ours.getType() == Schema.Type.RECORD && theirs.getType() == Schema.Type.RECORD) {
      return misfitOfFields(theirs, ours, path);
    }
    String unit = ours.getProp(LOGICAL_TYPE);
    if (unit == null || !isWhole(theirs) || unit.equals(theirs.getProp(LOGICAL_TYPE))) {
      return null;
    }
    String given = theirs.getProp(LOGICAL_TYPE);
    return "%s is %s, expected %s"
        .formatted(path, given == null ? "a number without a unit" : given, unit);
  }

  private static @Nullable String misfitOfFields(Schema theirs, Schema ours, String path) {
    for (Schema.Field field : ours.getFields()) {
      Schema.Field written = theirs.getField(field.name());
      if (written != null) {
        String at = path.isEmpty() ? field.name() : path + '.' + field.name();
        String found = misfit(written.schema(), field.schema(), at);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean isWhole(Schema schema) {
    return schema.getType() == Schema.Type.LONG || schema.getType() == Schema.Type.INT;
  }

  private static List<Schema> branchesOf(Schema schema) {
    return schema.isUnion() ? schema.getTypes() : List.of(schema);
  }
}
