package renewals.producer.file;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import renewals.client.Acknowledgement;
import renewals.client.EventPublisher;
import renewals.parties.model.Objection;
import renewals.producer.domain.FactMemory;
import renewals.producer.domain.Speaker;
import renewals.producer.intake.Intake;
import renewals.producer.intake.Lines;
import renewals.producer.intake.Outcome;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;

/**
 * Publishes the events of a file or of standard input, one JSON object a line. The good lines go
 * through whatever the others are; only so many are under way at once.
 */
public final class FilePublisher {

  private static final int MOST_UNDER_WAY = 1000;

  private final Intake intake;

  /** Lines that contradict each other all go to the stream, which says which of them holds. */
  public FilePublisher(EventPublisher publisher, Clock clock, MeterRegistry metrics) {
    this.intake = new Intake(publisher, FactMemory.none(), clock, metrics, MOST_UNDER_WAY);
  }

  /**
   * Publishes every line, and waits until each is acknowledged or refused.
   *
   * @throws InterruptedPublishException Kafka or the registry can't take events any more
   * @throws IOException the source can't be read any more; what was read before is published
   */
  public FileResult publish(InputStream source, Progress progress) throws IOException {
    Run run = new Run(new Lines(source), progress);
    try {
      run.readAll();
    } finally {
      run.settleAll();
    }
    return run.result();
  }

  /** One file on its way: lines in their order, settled from the front. */
  private final class Run {

    private final Lines lines;
    private final Progress progress;
    private final Queue<UnderWay> underWay = new ArrayDeque<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final List<Warning> warned = new ArrayList<>();
    private long accepted;

    private Run(Lines lines, Progress progress) {
      this.lines = lines;
      this.progress = progress;
    }

    /** Settles what it can before it reads on: so it stops soon when Kafka takes no more. */
    private void readAll() throws IOException {
      Optional<Lines.Line> line = lines.next();
      while (line.isPresent()) {
        underWay.add(
            new UnderWay(
                line.get().number(),
                intake.submit(Speaker.ANYBODY, intake.read(null, line.get().text()))));
        while (!underWay.isEmpty()
            && (underWay.element().outcome().isDone() || underWay.size() >= MOST_UNDER_WAY)) {
          settleFirst();
        }
        line = lines.next();
      }
    }

    private void settleAll() {
      while (!underWay.isEmpty()) {
        settleFirst();
      }
    }

    private void settleFirst() {
      UnderWay first = underWay.remove();
      switch (first.outcome().join()) {
        case Outcome.Accepted(Acknowledgement ignored, List<Violation> doubts) -> {
          accepted++;
          if (!doubts.isEmpty()) {
            warned.add(new Warning(first.line(), doubts));
          }
        }
        case Outcome.Refused(List<Violation> violations) -> refuse(first.line(), violations);
        case Outcome.Ambiguous(Violation violation) -> refuse(first.line(), List.of(violation));
        case Outcome.TooLarge(int most) ->
            refuse(first.line(), List.of(whole("a longer line", "at most " + most + " bytes")));
        case Outcome.Forbidden(Objection objection) ->
            refuse(first.line(), List.of(objection.violation()));
        case Outcome.Conflict(String id) ->
            refuse(first.line(), List.of(whole(id, "the content it had before")));
        case Outcome.Unavailable(String why) -> {
          underWay.clear();
          throw new InterruptedPublishException(first.line(), why, result());
        }
      }
      progress.at(lines.bytesRead(), accepted, refused.size());
    }

    private void refuse(long line, List<Violation> violations) {
      refused.add(new Refusal(line, violations));
    }

    private FileResult result() {
      return new FileResult(accepted, refused, warned);
    }
  }

  private static Violation whole(String given, String expected) {
    return new Violation(EventJson.WHOLE, given, expected);
  }

  private record UnderWay(long line, CompletableFuture<Outcome> outcome) {}
}
