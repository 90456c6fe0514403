package renewals.producer.file;

/** Told how far a file has come; called often, from the thread that publishes. */
@FunctionalInterface
public interface Progress {

  /**
   * How far it is now.
   *
   * @param bytesRead bytes taken from the file
   * @param accepted events that lie in Kafka
   * @param refused lines refused
   */
  void at(long bytesRead, long accepted, long refused);

  /** Nobody to tell. */
  static Progress none() {
    return (bytesRead, accepted, refused) -> {};
  }
}
