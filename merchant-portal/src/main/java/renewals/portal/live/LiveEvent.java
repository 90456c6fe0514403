package renewals.portal.live;

/**
 * What an open page is sent.
 *
 * @param name of the event, as the page's script knows it
 * @param data the freshly rendered answer; empty where nobody can say
 */
public record LiveEvent(String name, String data) {

  /** The answer of this moment. */
  public static LiveEvent answer(String html) {
    return new LiveEvent("answer", html);
  }

  /** Nobody can say: the state is being moved. */
  public static LiveEvent moving() {
    return new LiveEvent("moving", "");
  }

  /** Nobody can say: activation-stream gives no answer. */
  public static LiveEvent away() {
    return new LiveEvent("away", "");
  }

  boolean isAnswer() {
    return name.equals("answer");
  }
}
