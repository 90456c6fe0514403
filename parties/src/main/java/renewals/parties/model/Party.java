package renewals.parties.model;

import java.util.List;

/**
 * Who speaks: a channel, a carrier, an operator.
 *
 * @param may what it may say
 * @param keys what it is known by, ended ones too
 */
public record Party(String id, List<Right> may, List<PartyKey> keys, Limits limits) {

  public Party {
    may = List.copyOf(may);
    keys = List.copyOf(keys);
  }
}
