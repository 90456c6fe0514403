package renewals.activation.topology;

import java.util.List;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import renewals.activation.announcement.stream.AnnouncementParts;
import renewals.activation.announcement.stream.AnnouncementRegister;
import renewals.activation.announcement.stream.AnnouncementScanProcessor;
import renewals.activation.announcement.stream.AnnouncementStores;
import renewals.activation.announcement.stream.ReadAnnouncements;
import renewals.activation.announcement.stream.TellOnceProcessor;
import renewals.activation.card.codec.ToCards;
import renewals.activation.card.stream.CardProcessor;
import renewals.activation.record.Inputs;
import renewals.schemas.Topics;

/**
 * Announcements: read wherever they lie, judged in one place, and sent to the cards of every
 * partition. The walk past them finds merchants, each of whom is told once.
 */
final class AnnouncementGraph {

  private AnnouncementGraph() {}

  /**
   * The part of announcements.
   *
   * @param cards what cards give out, announcements among it
   */
  static void add(Graph graph, KStream<byte[], byte[]> cards) {
    AnnouncementParts parts = graph.parts().announcements(graph.records(), graph.deadLetters());
    KStream<byte[], byte[]> read =
        graph
            .read(
                List.of(Topics.ANNOUNCEMENTS.name()),
                "announcements",
                "provenance-of-announcements",
                UnknownKeys.ANNOUNCEMENTS,
                Inputs.ANNOUNCEMENTS)
            .process(ReadAnnouncements.making(parts), Named.as("read-announcements"));
    KStream<byte[], byte[]> judged =
        Graph.toOne(read, ReadAnnouncements.TO_REGISTER)
            .process(AnnouncementRegister.making(parts), Named.as("announcement-register"));
    Graph.Sink sink = graph.intoCards(AnnouncementRegister.TO_CARDS + "-to-cards");
    judged
        .mapValues(ToCards.ANNOUNCEMENT::wrap, Named.as(AnnouncementRegister.TO_CARDS))
        .to(sink.topic(), sink.produced().withStreamPartitioner(Graph.toAll()));
    KStream<byte[], byte[]> beside =
        cards.process(
            () -> new AnnouncementScanProcessor(parts),
            Named.as(CardProcessor.ANNOUNCEMENTS),
            AnnouncementStores.WALK);
    KStream<byte[], byte[]> told =
        cards
            .repartition(
                Repartitioned.with(Graph.BYTES, Graph.BYTES)
                    .withName(TellOnceProcessor.TO_MERCHANTS)
                    .withNumberOfPartitions(parts.partitions()))
            .process(new TellOnceProcessor.Supplier(parts), Named.as("tell-once"));
    Graph.write(beside, AnnouncementScanProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
    Graph.write(told, TellOnceProcessor.TOLD, Topics.RENEWAL_UPDATES);
    Graph.write(told, TellOnceProcessor.DEAD_LETTERS, Topics.DEAD_LETTERS);
    Graph.write(read, ReadAnnouncements.DEAD_LETTERS, Topics.DEAD_LETTERS);
    Graph.write(judged, AnnouncementRegister.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }
}
