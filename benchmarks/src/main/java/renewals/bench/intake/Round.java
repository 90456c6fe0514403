package renewals.bench.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import renewals.bench.load.BenchException;
import renewals.stack.ServiceProcess;

/**
 * All partners at once, each on a connection of its own and with one request under way.
 *
 * @param perSecond events that were acknowledged in a second
 * @param micros from a request to its answer
 * @param used who had the processors meanwhile
 * @param count events that were sent
 * @param failed how many were answered otherwise than with 202
 */
record Round(double perSecond, Histogram micros, ProcessorTime used, long count, long failed) {

  private static final int DIGITS = 3;
  private static final int ACCEPTED = 202;

  /** Sends what each partner has ready, and waits for the last answer. */
  static Round play(
      ServiceProcess intake, long brokerPid, int port, List<List<byte[]>> ofPartners) {
    Histogram micros = new ConcurrentHistogram(DIGITS);
    CyclicBarrier ready = new CyclicBarrier(ofPartners.size() + 1);
    List<Future<Long>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(ofPartners.size())) {
      ofPartners.forEach(
          requests -> ends.add(threads.submit(() -> send(port, requests, ready, micros))));
      ProcessorTime before = ProcessorTime.soFar(intake.pid(), brokerPid);
      ready.await();
      long begun = System.nanoTime();
      long failed = 0;
      for (Future<Long> end : ends) {
        failed += end.get();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      long count = ofPartners.stream().mapToLong(List::size).sum();
      ProcessorTime used = ProcessorTime.soFar(intake.pid(), brokerPid).minus(before);
      return new Round(count / seconds, micros, used, count, failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while partners sent", e);
    } catch (ExecutionException e) {
      throw new BenchException("a partner could not send: " + e.getCause(), e);
    } catch (BrokenBarrierException e) {
      throw new BenchException("a partner could not connect", e);
    }
  }

  private static long send(int port, List<byte[]> requests, CyclicBarrier ready, Histogram micros)
      throws Exception {
    long failed = 0;
    try (Connection connection = new Connection(port)) {
      ready.await();
      for (byte[] request : requests) {
        long begun = System.nanoTime();
        if (connection.send(request) != ACCEPTED) {
          failed++;
        }
        micros.recordValue((System.nanoTime() - begun) / 1_000);
      }
    } catch (IOException e) {
      ready.reset();
      throw e;
    }
    return failed;
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  /** Processor time for one event, in microseconds. */
  double forOne(Function<ProcessorTime, Duration> whose) {
    return whose.apply(used).toNanos() / 1e3 / count;
  }
}
