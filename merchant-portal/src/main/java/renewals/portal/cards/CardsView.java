package renewals.portal.cards;

import java.util.List;
import renewals.portal.text.Language;

/**
 * All cards of a merchant, worded.
 *
 * @param status how many cards there are
 * @param answer the headline: what is most urgent
 * @param tone good, act or bad
 * @param notes what else is to be known of the list; may be empty
 * @param filters each with how many cards it shows
 * @param sorts the orders there are
 * @param rows a page of the cards that are shown
 * @param before the address of the rows before; empty at the beginning
 * @param after the address of the rows behind; empty at the end
 */
public record CardsView(
    Language language,
    String status,
    String answer,
    String tone,
    List<String> notes,
    List<Choice> filters,
    List<Choice> sorts,
    List<Row> rows,
    String before,
    String after,
    String zone) {

  /** One of several ways to look at the list. */
  public record Choice(String name, String url, boolean isChosen) {}

  /**
   * A card.
   *
   * @param until until when it works; empty where it doesn't
   * @param data what is left; empty where nobody says
   * @param renewBy empty where nobody can say
   * @param url the page of its latest renewal
   */
  public record Row(
      String terminal,
      String card,
      String until,
      String tone,
      String state,
      String data,
      String renewBy,
      String renewalId,
      String url) {}
}
