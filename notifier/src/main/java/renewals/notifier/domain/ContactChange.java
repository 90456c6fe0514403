package renewals.notifier.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a merchant's addresses when another contact comes. Source: 7-partners, Contacts.
 *
 * @param replaced the channels whose address is another one now, or none
 * @param kept the channels whose address stays
 */
public record ContactChange(List<Channel> replaced, List<Channel> kept) {

  public ContactChange {
    replaced = List.copyOf(replaced);
    kept = List.copyOf(kept);
  }

  /**
   * What another contact changes.
   *
   * @param before the contact that was in force
   * @param after null where the merchant has none any more
   */
  public static ContactChange between(Contact before, @Nullable Contact after) {
    List<Channel> had =
        Arrays.stream(Channel.values()).filter(one -> before.address(one).isPresent()).toList();
    return new ContactChange(
        had.stream().filter(one -> !isKept(one, before, after)).toList(),
        had.stream().filter(one -> isKept(one, before, after)).toList());
  }

  /**
   * The channels for which another contact brings an address that was not in force.
   *
   * @param before null where there was none
   */
  public static List<Channel> brought(@Nullable Contact before, Contact after) {
    return Arrays.stream(Channel.values())
        .filter(one -> after.address(one).isPresent())
        .filter(one -> before == null || !isKept(one, before, after))
        .toList();
  }

  private static boolean isKept(Channel channel, Contact before, @Nullable Contact after) {
    Optional<String> now =
        Optional.ofNullable(after).flatMap(known -> known.address(channel)).map(Address::identity);
    return now.isPresent() && now.equals(before.address(channel).map(Address::identity));
  }
}
