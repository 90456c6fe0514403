package renewals.cli.access;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/**
 * The programs of ours that speak to Kafka, each as a user of its own, and what each reads and
 * writes. A topic of the catalogue that nobody here reads or writes is a mistake, and a test says
 * so.
 *
 * <p>Source: partners, "Kafka".
 */
@SuppressWarnings("ImmutableEnumChecker") // an Avro schema is not marked so; nobody changes it
public enum Component {
  /** The intake. */
  PRODUCER(
      List.of(Topics.REQUEST_NONCES, Topics.RENEWAL_REQUESTS, Topics.RECONCILE_DUE),
      and(inputs(), Topics.REQUEST_NONCES, Topics.RECONCILE_DUE)),
  /** activation-stream; it reads its outputs for merchants' lists. */
  ACTIVATION(
      List.of(
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS,
          Topics.CARD_USAGE,
          Topics.CARD_STATUS,
          Topics.ANNOUNCEMENTS,
          Topics.PROCESSING_TIMES),
      List.of(
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.PROCESSING_TIMES,
          Topics.DEAD_LETTERS)),
  /** The notifier with its senders: nobody else comes near what passes between the two. */
  NOTIFIER(
      List.of(
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICES_DUE,
          Topics.NOTICE_RESULTS),
      List.of(
          Topics.NOTICES_DUE,
          Topics.NOTICE_RESULTS,
          Topics.NOTICE_RECEIPTS,
          Topics.UNDELIVERED_NOTICES,
          Topics.KNOWN_CONTACTS,
          Topics.DEAD_LETTERS)),
  /** The pages: never contacts. */
  PORTAL(
      List.of(
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICE_RECEIPTS,
          Topics.KNOWN_CONTACTS,
          Topics.LINK_REVOCATIONS,
          Topics.RECONCILE_DUE,
          Topics.DEAD_LETTERS),
      List.of()),
  /** {@code ./renewals publish}, and who else writes events as the platform. */
  PUBLISH(List.of(), inputs()),
  /** {@code ./renewals tail}, {@code find} and all that shows; of contacts zone and language. */
  TAIL(
      List.of(
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICE_RECEIPTS,
          Topics.UNDELIVERED_NOTICES,
          Topics.KNOWN_CONTACTS,
          Topics.RECONCILE_DUE,
          Topics.DEAD_LETTERS),
      List.of()),
  /** {@code ./renewals links revoke}. */
  LINKS(List.of(), List.of(Topics.LINK_REVOCATIONS)),
  /** {@code ./renewals forget}: looks for what names a merchant, takes contact and links back. */
  FORGET(
      List.of(
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICE_RECEIPTS,
          Topics.DEAD_LETTERS),
      List.of(Topics.MERCHANT_CONTACTS, Topics.LINK_REVOCATIONS)),
  /** {@code ./renewals reconcile list} and {@code mark}. */
  RECONCILE(List.of(Topics.RECONCILE_DUE), List.of(Topics.RECONCILE_DUE)),
  /** {@code ./renewals dead-letters replay}; looks whether a contact was followed by another. */
  REPLAY(List.of(Topics.DEAD_LETTERS, Topics.MERCHANT_CONTACTS), inputs());

  private final List<Topic> reads;
  private final List<Topic> writes;

  Component(List<Topic> reads, List<Topic> writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /** The name of its user. */
  public String user() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it reads. */
  public List<Topic> reads() {
    return reads;
  }

  /** What it writes. */
  public List<Topic> writes() {
    return writes;
  }

  /** Whether a user's name is one of a component's. */
  static boolean isUser(String name) {
    return Stream.of(values()).map(Component::user).anyMatch(Predicate.isEqual(name));
  }

  private static List<Topic> inputs() {
    return Topics.ALL.stream().filter(Topic::isInput).toList();
  }

  private static List<Topic> and(List<Topic> some, Topic... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
