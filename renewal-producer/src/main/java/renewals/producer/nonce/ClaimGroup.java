package renewals.producer.nonce;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import renewals.client.UnavailableException;

/** Claims of about one moment, which go into the topic as one record. Used by one thread a time. */
final class ClaimGroup {

  /** So that the record stays small beside what a topic takes: 24 KiB. */
  static final int MOST = 1024;

  private final List<Member> members = new ArrayList<>();

  /**
   * One of them.
   *
   * @param outcome whether it is its nonce's first, as soon as that is known
   * @param sinceNanos when it came
   */
  record Member(NonceClaim claim, CompletableFuture<Boolean> outcome, long sinceNanos) {
    Member(NonceClaim claim) {
      this(claim, new CompletableFuture<>(), System.nanoTime());
    }
  }

  void add(Member member) {
    members.add(member);
  }

  /** When its first came. */
  long sinceNanos() {
    return members.getFirst().sinceNanos();
  }

  byte[] bytes() {
    return ClaimCodec.write(members.stream().map(Member::claim).toList());
  }

  /**
   * Says what became of them.
   *
   * @param firsts for each, in their order, whether it was its nonce's first
   */
  void complete(List<Boolean> firsts) {
    for (int i = 0; i < members.size(); i++) {
      members.get(i).outcome().complete(firsts.get(i));
    }
  }

  void fail(UnavailableException why) {
    members.forEach(member -> member.outcome().completeExceptionally(why));
  }
}
