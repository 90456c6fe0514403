package renewals.faults.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import renewals.kit.OwnerOnly;
import renewals.stack.sim.partner.Place;
import renewals.stack.sim.partner.SendListener;

/**
 * The record, outside of the pipeline, of everything that was acknowledged: a line is in the file
 * before anybody acts on the acknowledgement. Thread-safe.
 */
public final class Ledger implements SendListener, AutoCloseable {

  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 5;

  /**
   * One acknowledgement.
   *
   * @param renewalId whose record it is
   * @param what which of his records
   */
  public record Entry(String renewalId, String what, Place place) {}

  private final BufferedWriter out;
  private int count;

  private Ledger(BufferedWriter out) {
    this.out = out;
  }

  /** Begins a ledger. */
  public static Ledger open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new Ledger(Files.newBufferedWriter(OwnerOnly.file(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ledger " + file, e);
    }
  }

  @Override
  public synchronized void acknowledged(String renewalId, String what, Place place) {
    try {
      out.write(
          String.join(
              SEPARATOR,
              renewalId,
              what,
              place.topic(),
              String.valueOf(place.partition()),
              String.valueOf(place.offset())));
      out.newLine();
      out.flush();
      count++;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ledger", e);
    }
  }

  /** How many entries it has. */
  public synchronized int count() {
    return count;
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the ledger", e);
    }
  }

  /** Reads a ledger. */
  public static List<Entry> read(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Ledger::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the ledger " + file, e);
    }
  }

  private static Entry entry(String line) {
    String[] fields = line.split(SEPARATOR, FIELDS);
    Place place = new Place(fields[2], Integer.parseInt(fields[3]), Long.parseLong(fields[4]));
    return new Entry(fields[0], fields[1], place);
  }
}
