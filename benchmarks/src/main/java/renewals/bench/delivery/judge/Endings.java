package renewals.bench.delivery.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.stack.verify.ExpectedNotices;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

/** How the notices of a plan ended, by their receipts. Thread-safe. */
public final class Endings {

  private final NoticePlan plan;
  private final AtomicReferenceArray<Ending> ends;
  private final AtomicLongArray keptAt;
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentMap<Integer, List<Ending>> more = new ConcurrentHashMap<>();
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  public Endings(NoticePlan plan) {
    this.plan = plan;
    this.ends = new AtomicReferenceArray<>(plan.notices());
    this.keptAt = new AtomicLongArray(plan.notices());
  }

  /** A receipt was written; of another channel than the plan's it is left to others. */
  public void receipt(NoticeReceipt receipt) {
    String id = receipt.getNoticeId();
    if (ExpectedNotices.isOfAnAddress(id) || !plan.isOfItsWays(id)) {
      return;
    }
    OptionalInt notice = plan.numberOf(id);
    if (notice.isEmpty()) {
      strangers.add(id);
    } else if (ExpectedNotices.isEnd(receipt.getState().name(), receipt.getChannel().name())) {
      end(notice.getAsInt(), new Ending(receipt.getState(), receipt.getReason()));
    }
  }

  private void end(int notice, Ending ending) {
    if (ends.compareAndSet(notice, null, ending)) {
      count.incrementAndGet();
    } else {
      more.computeIfAbsent(notice, none -> new CopyOnWriteArrayList<>()).add(ending);
    }
  }

  /** A sender's answer was kept: from then on nobody need try that notice again if it was taken. */
  public void result(NoticeResult result, Instant keptAtInstant) {
    boolean isTaken =
        result.getOutcome() == SendOutcome.DELIVERED || result.getOutcome() == SendOutcome.ACCEPTED;
    OptionalInt notice = plan.numberOf(result.getNoticeId());
    if (isTaken && notice.isPresent()) {
      keptAt.compareAndSet(notice.getAsInt(), 0, keptAtInstant.toEpochMilli());
    }
  }

  /** How many notices have ended. */
  public int count() {
    return count.get();
  }

  /** How a notice ended first. */
  public Optional<Ending> of(int notice) {
    return Optional.ofNullable(ends.get(notice));
  }

  /** How it ended once more. */
  List<Ending> moreOf(int notice) {
    return new ArrayList<>(more.getOrDefault(notice, List.of()));
  }

  /** Since when it has been on record that its receiver took it. */
  OptionalLong keptAt(int notice) {
    long at = keptAt.get(notice);
    return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Ids of nothing that was planned. */
  Set<String> strangers() {
    return Set.copyOf(strangers);
  }
}
