package renewals.stack.verify.query;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import renewals.stack.process.StackException;

/** Asks many questions, some at once: 200,000 one after the other would take an hour. */
public final class ParallelQueries {

  private ParallelQueries() {}

  /**
   * Asks about each subject.
   *
   * @param atOnce how many questions are under way at the same time
   * @param question may be asked by several threads at once
   * @return the answers in the order of the subjects
   * @throws StackException a question failed
   */
  public static <S, A> List<A> ask(int atOnce, List<S> subjects, Function<S, A> question) {
    try (ExecutorService asking = Executors.newFixedThreadPool(atOnce)) {
      List<Future<A>> asked = new ArrayList<>(subjects.size());
      subjects.forEach(subject -> asked.add(asking.submit(() -> question.apply(subject))));
      List<A> answers = new ArrayList<>(subjects.size());
      try {
        for (Future<A> one : asked) {
          answers.add(one.get());
        }
      } finally {
        asked.forEach(one -> one.cancel(true));
      }
      return answers;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StackException known
          ? known
          : new StackException("a question failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking", e);
    }
  }
}
