package renewals.activation.estimate.learn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import renewals.activation.estimate.clock.WorkClock;
import renewals.activation.estimate.clock.WorkingWeek;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.Stage;

/** What one partition saw end within an hour or a day, for one carrier and channel. Mergeable. */
public final class TimeBucket {

  private static final int VERSION = 1;

  /** Durations of what ended; for reviews by the clocks of {@link WorkClock}. */
  public static final class Part {
    /** Decided; time elapsed, without downtimes. */
    DurationSketch elapsed = new DurationSketch();

    /** Decided, begun in open hours, working time; only where hours are known. */
    DurationSketch begunOpen = new DurationSketch();

    /** Decided, begun in closed hours, working time; only where hours are known. */
    DurationSketch begunClosed = new DurationSketch();

    /** Broken off undecided; time elapsed. */
    DurationSketch brokenOff = new DurationSketch();

    /** Decided; time elapsed, without downtimes. */
    public DurationSketch elapsed() {
      return elapsed;
    }

    /** Decided, begun in open hours, working time; only where hours are known. */
    public DurationSketch begunOpen() {
      return begunOpen;
    }

    /** Decided, begun in closed hours, working time; only where hours are known. */
    public DurationSketch begunClosed() {
      return begunClosed;
    }

    /** Broken off undecided; time elapsed. */
    public DurationSketch brokenOff() {
      return brokenOff;
    }
  }

  final Part[] parts = {new Part(), new Part()};

  /** Reviews decided after more than the grace, by hour of the week. */
  final double[] decidedInHour = new double[WorkingWeek.HOURS];

  /**
   * What these reviews waited after the grace, by hour of the week, as the logarithm of the age:
   * long waits, of which few end in any one hour, shall not outweigh the young.
   */
  final double[] waitedInHour = new double[WorkingWeek.HOURS];

  /** Quoted times that were kept, by basis. */
  final long[] held = new long[Basis.values().length];

  /** Quoted times that were missed, by basis. */
  final long[] broken = new long[Basis.values().length];

  public Part part(Stage stage) {
    return parts[stage.storedNumber()];
  }

  public long held(Basis basis) {
    return held[basis.storedNumber()];
  }

  public long broken(Basis basis) {
    return broken[basis.storedNumber()];
  }

  /** How many were decided in an hour of the week. */
  public double decidedIn(int hour) {
    return decidedInHour[hour];
  }

  /** How many waited in an hour of the week, as a sum of hours. */
  public double waitedIn(int hour) {
    return waitedInHour[hour];
  }

  void merge(TimeBucket other) {
    for (int i = 0; i < parts.length; i++) {
      parts[i].elapsed.merge(other.parts[i].elapsed);
      parts[i].begunOpen.merge(other.parts[i].begunOpen);
      parts[i].begunClosed.merge(other.parts[i].begunClosed);
      parts[i].brokenOff.merge(other.parts[i].brokenOff);
    }
    for (int h = 0; h < WorkingWeek.HOURS; h++) {
      decidedInHour[h] += other.decidedInHour[h];
      waitedInHour[h] += other.waitedInHour[h];
    }
    for (int b = 0; b < held.length; b++) {
      held[b] += other.held[b];
      broken[b] += other.broken[b];
    }
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      for (Part part : parts) {
        write(out, part.elapsed);
        write(out, part.begunOpen);
        write(out, part.begunClosed);
        write(out, part.brokenOff);
      }
      for (int h = 0; h < WorkingWeek.HOURS; h++) {
        if (decidedInHour[h] > 0 || waitedInHour[h] > 0) {
          out.writeByte(h);
          out.writeFloat((float) decidedInHour[h]);
          out.writeFloat((float) waitedInHour[h]);
        }
      }
      out.writeByte(WorkingWeek.HOURS);
      for (int b = 0; b < held.length; b++) {
        out.writeInt(Math.toIntExact(held[b]));
        out.writeInt(Math.toIntExact(broken[b]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory refused a write", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException the bytes are damaged or from a newer version
   */
  public static TimeBucket decode(byte[] bytes) {
    TimeBucket read = new TimeBucket();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "processing times of version %d, expected %d".formatted(version, VERSION));
      }
      for (Part part : read.parts) {
        part.elapsed = durations(in);
        part.begunOpen = durations(in);
        part.begunClosed = durations(in);
        part.brokenOff = durations(in);
      }
      for (int h = in.readUnsignedByte(); h < WorkingWeek.HOURS; h = in.readUnsignedByte()) {
        read.decidedInHour[h] = in.readFloat();
        read.waitedInHour[h] = in.readFloat();
      }
      for (int b = 0; b < read.held.length; b++) {
        read.held[b] = in.readInt();
        read.broken[b] = in.readInt();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("processing times end early", e);
    }
    return read;
  }

  private static void write(DataOutputStream out, DurationSketch durations) throws IOException {
    byte[] bytes = durations.encode();
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  private static DurationSketch durations(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return DurationSketch.decode(bytes);
  }
}
