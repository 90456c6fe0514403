package renewals.producer.reconcile.topic;

/** A record is of a key that isn't known here, perhaps not yet: it is read again later. */
final class SpeakerUnknownException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SpeakerUnknownException(String message) {
    super(message);
  }
}
