package renewals.activation.merchant.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import renewals.activation.card.codec.CardEvents;
import renewals.activation.merchant.codec.MerchantNewsEvents;
import renewals.activation.renewal.codec.UpdateEvents;
import renewals.activation.renewal.rules.Facts;
import renewals.activation.renewal.rules.Histories;
import renewals.activation.renewal.rules.InMemoryPipeline;

/** What the two topics of outputs tell merchants of a history, each in the order of its writing. */
record ToldHistory(List<MerchantNews> byUpdates, List<MerchantNews> byActivations) {

  /** In which order the two topics are read. */
  enum Reading {
    BY_TIME,
    UPDATES_FIRST,
    ACTIVATIONS_FIRST
  }

  /**
   * Facts come from three topics, and deadlines from the clock, so that what is read later may have
   * the earlier time.
   *
   * @param lags how many minutes before it is read each fact was appended, again and again
   */
  static InMemoryPipeline run(List<Histories.Step> steps, List<Integer> lags) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    Instant now = Facts.START;
    for (int i = 0; i < steps.size(); i++) {
      Histories.Step step = steps.get(i);
      now = now.plus(step.after());
      pipeline.advanceTo(now);
      if (step.fact() != null) {
        pipeline.take(step.fact(), now.minus(Duration.ofMinutes(lags.get(i % lags.size()))));
      }
    }
    return pipeline;
  }

  static ToldHistory of(InMemoryPipeline pipeline) {
    List<MerchantNews> updates = new ArrayList<>();
    List<MerchantNews> activations = new ArrayList<>();
    for (InMemoryPipeline.Step step : pipeline.steps()) {
      step.updates().stream()
          .map(update -> MerchantNewsEvents.of(UpdateEvents.of(update)))
          .flatMap(Optional::stream)
          .forEach(updates::add);
      if (step.outcome() != null) {
        activations.add(
            MerchantNewsEvents.of(CardEvents.activation(step.outcome(), null)).orElseThrow());
      }
    }
    return new ToldHistory(updates, activations);
  }

  /** All of it, as it is read. */
  List<MerchantNews> read(Reading reading) {
    return switch (reading) {
      case BY_TIME -> merged();
      case UPDATES_FIRST -> concat(byUpdates, byActivations);
      case ACTIVATIONS_FIRST -> concat(byActivations, byUpdates);
    };
  }

  private static List<MerchantNews> concat(List<MerchantNews> first, List<MerchantNews> second) {
    List<MerchantNews> news = new ArrayList<>(first);
    news.addAll(second);
    return news;
  }

  /** The topic whose next record is the earlier one is read first, as a task does. */
  private List<MerchantNews> merged() {
    Deque<MerchantNews> updates = new ArrayDeque<>(byUpdates);
    Deque<MerchantNews> activations = new ArrayDeque<>(byActivations);
    List<MerchantNews> news = new ArrayList<>();
    while (!updates.isEmpty() || !activations.isEmpty()) {
      boolean update =
          activations.isEmpty()
              || (!updates.isEmpty()
                  && !updates.getFirst().at().isAfter(activations.getFirst().at()));
      news.add(update ? updates.removeFirst() : activations.removeFirst());
    }
    return news;
  }
}
