package renewals.activation.topology;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import renewals.activation.announcement.stream.AnnouncementStores;
import renewals.activation.card.codec.ToCards;
import renewals.activation.card.stream.CardParts;
import renewals.activation.card.stream.CardProcessor;
import renewals.activation.card.stream.CardReportProcessor;
import renewals.activation.card.stream.CardStatusSender;
import renewals.activation.card.stream.CardStores;
import renewals.activation.record.Inputs;
import renewals.schemas.Topics;
import renewals.streams.provenance.Arrival;
import renewals.streams.routing.MisroutedRecordProcessor;
import renewals.streams.routing.MisroutedRecordProcessor.Ways;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;

/** Cards: a ledger each, and beside it what carriers report of it. */
final class CardGraph {

  private static final String MOVED_REPORTS = "moved-reports";
  private static final String REPORTS_IN_PLACE = "reports-in-place";
  private static final String[] SHARED = CardStores.SHARED.toArray(String[]::new);
  private static final String[] OF_LEDGERS =
      Stream.concat(CardStores.SHARED.stream(), Stream.of(AnnouncementStores.WALK))
          .toArray(String[]::new);

  private CardGraph() {}

  /**
   * The part of cards.
   *
   * @param changes what renewals ask of cards
   * @return what the ledgers give out, announcements for others among it
   */
  static KStream<byte[], byte[]> add(Graph graph, KStream<byte[], byte[]> changes) {
    CardParts parts = graph.parts().cards(graph.records(), graph.deadLetters());
    CardStores.shared(parts.writeBehindBytes()).forEach(graph.builder()::addStateStore);
    graph.builder().addStateStore(AnnouncementStores.walk());
    KStream<byte[], byte[]> cards = ledgers(changes, parts);
    usage(graph, cards, parts);
    return cards;
  }

  /**
   * One ledger a card: what renewals ask of it is booked here, and reminders of its expiry come
   * from here.
   */
  private static KStream<byte[], byte[]> ledgers(KStream<byte[], byte[]> changes, CardParts parts) {
    KStream<byte[], byte[]> cards =
        changes.process(new CardProcessor.Supplier(parts), Named.as("cards"), OF_LEDGERS);
    Graph.write(cards, CardProcessor.REMINDERS, Topics.RENEWAL_UPDATES);
    Graph.write(cards, CardProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
    Graph.write(cards, CardProcessor.ACTIVATIONS, Topics.RENEWAL_ACTIVATIONS);
    return cards;
  }

  /**
   * What carriers report of usage: each comes to the partition of its card. Beside its ledger it is
   * judged, as are the statuses that are {@link #addStatuses sent} there.
   */
  private static void usage(Graph graph, KStream<byte[], byte[]> cards, CardParts parts) {
    Serde<Routed> routed = RoutedSerde.create();
    KStream<byte[], Routed> placed =
        read(
            graph,
            Topics.CARD_USAGE.name(),
            "card-usage",
            UnknownKeys.USAGE,
            Inputs.REPORTS,
            new Ways(REPORTS_IN_PLACE, MOVED_REPORTS));
    Graph.Sink sink = graph.intoCards(MOVED_REPORTS + "-to-cards");
    placed
        .mapValues(
            one -> ToCards.REPORT.wrap(routed.serializer().serialize(sink.topic(), one)),
            Named.as(MOVED_REPORTS))
        .to(sink.topic(), sink.produced());
    KStream<byte[], Routed> moved =
        cards.mapValues(
            bytes -> routed.deserializer().deserialize(sink.topic(), bytes),
            Named.as(CardProcessor.MOVED_REPORTS));
    KStream<byte[], byte[]> judged =
        placed
            .merge(moved, Named.as(REPORTS_IN_PLACE))
            .process(new CardReportProcessor.Supplier(parts), Named.as("card-reports"), SHARED);
    Graph.write(judged, CardReportProcessor.NEWS, Topics.RENEWAL_UPDATES);
    Graph.write(judged, CardReportProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }

  /** Statuses of cards all go where the cards are, whether they lay there or not. */
  static void addStatuses(Graph graph) {
    KStream<byte[], byte[]> sent =
        read(
                graph,
                Topics.CARD_STATUS.name(),
                "card-status",
                UnknownKeys.CARD_STATUSES,
                Inputs.CARD_STATUSES,
                new Ways(CardStatusSender.NAME, CardStatusSender.NAME))
            .process(
                () -> new CardStatusSender(graph.deadLetters()), Named.as(CardStatusSender.NAME));
    Graph.Sink sink = graph.intoCards(CardStatusSender.TO_CARDS);
    sent.to(sink.topic(), sink.produced());
    Graph.write(sent, CardStatusSender.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }

  private static KStream<byte[], Routed> read(
      Graph graph, String topic, String source, String unknownKeys, Inputs inputs, Ways ways) {
    KStream<byte[], Arrival> arrived =
        graph.read(List.of(topic), source, "provenance-of-" + source, unknownKeys, inputs);
    return arrived.process(
        () ->
            new MisroutedRecordProcessor(ways, graph.parts().partitions(), graph.records()::moved),
        Named.as("place-" + source));
  }
}
