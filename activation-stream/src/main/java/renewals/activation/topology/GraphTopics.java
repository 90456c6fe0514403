package renewals.activation.topology;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renewals.activation.announcement.stream.AnnouncementStores;
import renewals.activation.announcement.stream.TellOnceProcessor;
import renewals.activation.card.codec.ToCards;
import renewals.activation.card.stream.CardStores;
import renewals.activation.carrier.stream.CarrierRegister;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.renewal.stream.RenewalNodes;
import renewals.activation.renewal.stream.RenewalStores;
import renewals.kit.kafka.InternalTopics;
import renewals.schemas.Topics;

/** The internal topics of the graph that have the partitions of an input; the others have one. */
public final class GraphTopics {

  /** Records that their producer put into the wrong partition. */
  public static final String MOVED = "moved";

  /**
   * What is on its way to cards: changes and watermarks from renewals, statuses, reports of usage
   * that their producer put into the wrong partition, announcements ({@link ToCards}).
   */
  public static final String CARD_CHANGES = RenewalNodes.TO_CARDS;

  /** All of them, and the input whose partitions each has. */
  public static final InternalTopics INTERNAL = internalTopics();

  private GraphTopics() {}

  private static InternalTopics internalTopics() {
    Stream<String> repartitions =
        Stream.of(MOVED, CarrierRegister.TO_RENEWALS, CARD_CHANGES, TellOnceProcessor.TO_MERCHANTS)
            .map(name -> name + "-repartition");
    Stream<String> changelogs =
        Stream.of(
                RenewalStores.ALL,
                CarrierStores.BESIDE_RENEWALS,
                CardStores.ALL,
                AnnouncementStores.BESIDE_CARDS,
                List.of(UnknownKeys.FACTS, UnknownKeys.USAGE))
            .flatMap(List::stream)
            .map(store -> store + "-changelog");
    Map<String, String> sizedLike =
        Stream.concat(repartitions, changelogs)
            .collect(Collectors.toMap(name -> name, name -> Topics.RENEWAL_REQUESTS.name()));
    sizedLike.put(CarrierStores.PARKED_STATUSES + "-changelog", Topics.CARRIER_STATUS.name());
    sizedLike.put(UnknownKeys.CARRIER_STATUSES + "-changelog", Topics.CARRIER_STATUS.name());
    sizedLike.put(UnknownKeys.CARD_STATUSES + "-changelog", Topics.CARD_STATUS.name());
    sizedLike.put(AnnouncementStores.PARKED + "-changelog", Topics.ANNOUNCEMENTS.name());
    sizedLike.put(UnknownKeys.ANNOUNCEMENTS + "-changelog", Topics.ANNOUNCEMENTS.name());
    return new InternalTopics(sizedLike);
  }
}
