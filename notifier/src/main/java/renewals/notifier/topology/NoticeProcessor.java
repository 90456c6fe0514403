package renewals.notifier.topology;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.tracing.Tracing;
import renewals.notifier.codec.avro.DeadReason;
import renewals.notifier.codec.avro.InboundReader;
import renewals.notifier.codec.avro.OutboundWriter;
import renewals.notifier.codec.avro.Reading;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.codec.state.ReferenceState;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.delivery.ChannelPlan;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.topology.address.AddressBook;
import renewals.notifier.topology.address.AddressWatch;
import renewals.notifier.topology.notice.NoticeLifecycle;
import renewals.notifier.topology.notice.OpenNotices;
import renewals.notifier.topology.notice.ReportMatcher;
import renewals.notifier.topology.notice.Rules;
import renewals.notifier.topology.notice.UndeliveredNotices;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.output.Counts.Fate;
import renewals.notifier.topology.output.NoticePublisher;
import renewals.notifier.topology.standing.NewAddressTeller;
import renewals.notifier.topology.standing.StandingNews;
import renewals.notifier.topology.store.NotifierStores;
import renewals.notifier.topology.terminal.TerminalTeller;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;
import renewals.notifier.topology.trace.NoticeTraces;
import renewals.provenance.RecordProvenance;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;
import renewals.streams.routing.RemoteWatermarks;
import renewals.streams.routing.Routed;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.state.UndoLog;
import renewals.streams.state.UndoLog.TakenBackException;
import renewals.streams.timer.Ticking;
import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * Reads records, hands them to {@link NotificationTriggerHandler} and {@link NoticeLifecycle}, and
 * fires timers that are due at each tick.
 *
 * <p>Long because each kind of record and of timer has its branch here.
 */
final class NoticeProcessor implements Processor<byte[], Routed, byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeProcessor.class);

  /** How much one tick does of each kind; what is left is done in the next. */
  private static final int MOST_DUE_PER_TICK = 500;

  private static final int MOST_PARKED_PER_TICK = 100;

  private final Rules rules;
  private final SchemaRegistry registry;
  private final RecordProvenance provenance;
  private final PartitionWatermarks progress;
  private final int partitions;
  private final Counts counts;
  private final TopicIds topics;
  private final SetAsideTimers timers;
  private final Tracing tracing;

  private @Nullable PartitionParts parts;

  NoticeProcessor(
      Rules rules,
      SchemaRegistry registry,
      RecordProvenance provenance,
      PartitionWatermarks progress,
      int partitions,
      Counts counts,
      TopicIds topics,
      SetAsideTimers timers,
      Tracing tracing) {
    this.rules = rules;
    this.registry = registry;
    this.provenance = provenance;
    this.progress = progress;
    this.partitions = partitions;
    this.counts = counts;
    this.topics = topics;
    this.timers = timers;
    this.tracing = tracing;
  }

  /** What timers are called where operators see them. */
  static List<String> timerNames() {
    return Arrays.stream(Timer.What.values())
        .filter(what -> what != Timer.What.SET_ASIDE)
        .map(NoticeProcessor::nameOf)
        .toList();
  }

  private static String nameOf(Timer.What what) {
    return what.name().toLowerCase(Locale.ROOT);
  }

  /** Everything that belongs to one task. Made anew in each init: a revived task starts clean. */
  private record PartitionParts(
      ProcessorContext<byte[], byte[]> context,
      PartitionWatermark watermark,
      RemoteWatermarks remotes,
      UndoLog undo,
      InboundReader reader,
      Parking parking,
      TimerService timers,
      ContactStore contacts,
      OpenNotices open,
      UndeliveredNotices undelivered,
      NoticeLifecycle notices,
      NotificationTriggerHandler triggers,
      StandingNews standing,
      KnownContactPublisher known,
      ReportMatcher reports,
      NoticePublisher publisher,
      NoticeTraces traces) {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    UndoLog undo = new UndoLog();
    NotifierStores stores = NotifierStores.of(context, undo);
    PartitionWatermark watermark = progress.begin(Inputs.NOTICES, context.taskId().partition());
    RemoteWatermarks remotes = new RemoteWatermarks(partitions, context.taskId().partition());
    TimerService timers =
        new TimerService(stores.due(), () -> Math.min(watermark.watermark(), remotes.watermark()));
    NoticeTraces traces = new NoticeTraces(tracing);
    NoticePublisher publisher =
        new NoticePublisher(context, new OutboundWriter(registry), topics, traces);
    OpenNotices open = new OpenNotices(stores.open(), timers, traces);
    UndeliveredNotices undelivered =
        new UndeliveredNotices(stores.undelivered(), timers, publisher);
    AddressBook addresses = new AddressBook(stores.addresses());
    AddressWatch watch = new AddressWatch(addresses, rules.addresses());
    NoticeLifecycle notices =
        new NoticeLifecycle(rules, open, undelivered, addresses, watch, publisher, counts);
    KnownContactPublisher known = new KnownContactPublisher(stores.contacts(), publisher);
    ContactStore contacts = new ContactStore(stores.contacts(), known);
    StandingNews standing = new StandingNews(stores.causes(), timers, rules.memory());
    TriggerTeller teller =
        new TriggerTeller(rules, stores, timers, notices, undelivered, standing, publisher, counts);
    NewAddressTeller newAddresses =
        new NewAddressTeller(
            rules.composer(), rules.channels(), standing, addresses, whereLiving(open, notices));
    NotificationTriggerHandler triggers =
        new NotificationTriggerHandler(
            rules,
            stores,
            contacts,
            timers,
            teller,
            new ContactChangeTeller(rules.composer(), notices, addresses),
            standing,
            newAddresses,
            new TerminalTeller(rules.channels().isTerminalShown(), notices::begin),
            notices,
            counts,
            traces);
    ReportMatcher reports =
        new ReportMatcher(
            stores.references(), rules.delivery().reportWait(), timers, publisher, counts);
    Parking parking = new Parking(stores.parked());
    PartitionParts fresh =
        new PartitionParts(
            context,
            watermark,
            remotes,
            undo,
            new InboundReader(registry, provenance),
            parking,
            timers,
            contacts,
            open,
            undelivered,
            notices,
            triggers,
            standing,
            known,
            reports,
            publisher,
            traces);
    parts = fresh;
    Ticking.every(rules.tick(), context, millis -> tick(fresh));
  }

  private static NewAddressTeller.Notices whereLiving(OpenNotices open, NoticeLifecycle notices) {
    return new NewAddressTeller.Notices() {
      @Override
      public void begin(List<Notice> composed, ChannelPlan plan, Contact contact, Instant now) {
        notices.begin(composed, plan, contact, now);
      }

      @Override
      public boolean isOnItsWay(String noticeKey, Address to) {
        return open.isOnItsWay(noticeKey, to);
      }
    };
  }

  @Override
  public void process(Record<byte[], Routed> record) {
    PartitionParts here = parts;
    if (here == null) {
      throw new IllegalStateException("process before init");
    }
    switch (record.value()) {
      case Routed.Source source -> take(here, source);
      case RemoteWatermark remote -> here.remotes().take(remote);
    }
  }

  private void take(PartitionParts here, Routed.Source source) {
    SourceRecord inbound = source.record();
    if (source.unproven().isPresent()) {
      Reading.Dead dead =
          new Reading.Dead(DeadReason.UNPROVEN, source.unproven().get(), Stage.READ);
      sendToDeadLetters(here, inbound, dead, now(here));
      here.publisher().publish();
    } else {
      handleOrPark(here, inbound);
    }
    // what waited for its party to be known comes with a tick, and is worked off already
    here.context()
        .recordMetadata()
        .ifPresent(from -> here.watermark().done(from.topic(), from.offset()));
  }

  private void handleOrPark(PartitionParts here, SourceRecord inbound) {
    boolean waits = !inbound.isOversized() && here.parking().isBefore(inbound);
    if (waits || !handle(here, inbound)) {
      counts.count(Counts.Event.PARKED);
      here.parking().park(inbound);
    }
  }

  private void tick(PartitionParts here) {
    here.parking().retry(MOST_PARKED_PER_TICK, parked -> handle(here, parked));
    Instant now = now(here);
    for (Timer due : here.timers().pollDue(now, MOST_DUE_PER_TICK)) {
      fireOrSetAside(here, due, now);
      here.publisher().publish();
    }
    here.known().tellThoseOfBefore();
    here.publisher().publish();
  }

  /** Where a rule throws nothing of what it wrote stays, and the timer is tried again later. */
  private void fireOrSetAside(PartitionParts here, Timer due, Instant now) {
    Timer original = due.original();
    String what = nameOf(original.what());
    try {
      here.undo()
          .attempt(
              () -> {
                fire(here, original, now);
                return true;
              });
      timers.succeeded(what, original.id());
    } catch (TakenBackException e) {
      here.publisher().takeBack();
      Instant again = timers.failed(what, original.id(), now, e.thrown());
      here.timers().schedule(Lane.FREE, due.setAside(again));
    }
  }

  /**
   * Whether the record could be read; only then has anything been done. Where a rule throws nothing
   * of what it wrote stays, and the record is given up: it would throw again for ever.
   */
  private boolean handle(PartitionParts here, SourceRecord record) {
    if (!tracing.isOn()) {
      return attempt(here, record);
    }
    here.traces().begin(record);
    boolean judged = false;
    try {
      judged = attempt(here, record);
    } finally {
      if (judged) {
        here.traces().end();
      } else {
        here.traces().forget();
      }
    }
    return judged;
  }

  private boolean attempt(PartitionParts here, SourceRecord record) {
    boolean judged;
    try {
      judged = here.undo().attempt(() -> judge(here, record));
    } catch (TakenBackException e) {
      Cause cause = Cause.ofFailure(e.thrown());
      LOG.error("A rule failed at {}: to the dead letters", record, e.thrown());
      here.traces().failed(e.thrown());
      here.publisher().takeBack();
      counts.count(Fate.DEAD_LETTER);
      here.publisher().deadLetter(record, cause, now(here));
      judged = true;
    }
    here.publisher().publish();
    return judged;
  }

  private boolean judge(PartitionParts here, SourceRecord record) {
    Instant now = now(here);
    switch (here.reader().read(record)) {
      case Reading.Trigger read -> {
        here.traces().ofRenewal(read.trigger().renewalId());
        count(here.triggers().handle(read.trigger(), read.card(), now));
      }
      case Reading.ForOperators ignored -> counts.count(Fate.FOR_OPERATORS);
      case Reading.PassedOver ignored -> counts.count(Fate.PASSED_OVER);
      case Reading.ContactGiven given -> {
        ContactState state =
            new ContactState(
                record.appendedAt(),
                given.saidAt(),
                given.revision(),
                given.content(),
                given.contact());
        contact(here, record, given.contact().merchantId(), state, now);
      }
      case Reading.ContactGone gone -> {
        ContactState state = new ContactState(record.appendedAt(), gone.saidAt(), null, null, null);
        contact(here, record, gone.merchantId(), state, now);
      }
      case Reading.Answered answered ->
          count(answered(here, answered, Instant.ofEpochMilli(record.appendedAt())));
      case Reading.ResendAsked asked -> {
        Contact contact = here.contacts().get(asked.merchantId());
        count(here.notices().resend(asked, contact, now));
      }
      case Reading.ForgetAsked asked -> {
        here.contacts().forget(asked.merchantId(), record.appendedAt());
        here.notices().forget(asked.merchantId(), now);
        here.standing().forget(asked.merchantId());
        counts.count(Counts.Event.FORGOTTEN);
        counts.count(Fate.APPLIED);
      }
      case Reading.Referenced referenced ->
          count(here.reports().referenced(referenced.reference(), referenced.referent(), now));
      case Reading.Reported reported ->
          count(
              here.reports()
                  .reported(
                      reported.reference(),
                      new ReferenceState.Report(reported.isDelivered(), reported.reason()),
                      now));
      case Reading.Dead dead -> sendToDeadLetters(here, record, dead, now);
      case Reading.NotYet notYet -> {
        LOG.warn("{} is parked: {}", record, notYet.why());
        return false;
      }
    }
    return true;
  }

  private void contact(
      PartitionParts here,
      SourceRecord record,
      String merchantId,
      ContactState state,
      Instant now) {
    switch (here.triggers().contact(merchantId, state, record, now)) {
      case TAKEN -> counts.count(Fate.APPLIED);
      case DUPLICATE -> counts.count(Fate.DUPLICATE);
      case CONFLICT -> {
        String text = "revision %d was taken with other content".formatted(state.revision());
        sendToDeadLetters(
            here,
            record,
            new Reading.Dead(DeadReason.CONFLICTING_DUPLICATE, text, Stage.CHECK),
            now);
      }
    }
  }

  private boolean answered(PartitionParts here, Reading.Answered answered, Instant appended) {
    OpenNotice open = here.open().get(answered.noticeKey());
    if (open == null) {
      LOG.debug("Answer to {}, which is not open", answered.noticeKey());
      return false;
    }
    here.traces().ofRenewal(open.notice().renewalId());
    here.traces().ofNotice(open.notice().id(), here.open().traceOf(open));
    Contact contact = here.contacts().get(open.notice().merchantId());
    return here.notices().answered(open, answered.answer(), contact, appended);
  }

  private void sendToDeadLetters(
      PartitionParts here, SourceRecord record, Reading.Dead dead, Instant now) {
    LOG.warn("{} is {}: to the dead letters", record, dead.reason());
    counts.count(Fate.DEAD_LETTER);
    here.publisher().deadLetter(record, dead.cause(), now);
  }

  private void fire(PartitionParts here, Timer due, Instant now) {
    switch (due.what()) {
      case NOTICE -> {
        OpenNotice open = here.open().get(due.id());
        if (open != null && open.dueAt().equals(due.at())) {
          here.notices().due(here.contacts().get(open.notice().merchantId()), open, now);
        }
      }
      case CONTACT_WAIT -> here.triggers().giveUpWaiting(due.id(), now);
      case BACKLOG -> here.triggers().composeWaiting(due.id(), now);
      case FORGET -> here.triggers().forget(due.id(), now);
      case SET_ASIDE -> throw new IllegalArgumentException("what is SET_ASIDE, expected another");
      case REFERENCE -> here.reports().forget(due.id(), due.at());
      case UNDELIVERED -> here.undelivered().forget(due.id(), due.at(), now);
      case DIGEST -> here.triggers().makeDigest(due.id(), due.at(), now);
    }
  }

  @Override
  public void close() {
    PartitionParts here = parts;
    if (here != null) {
      here.watermark().end();
    }
  }

  private void count(boolean changed) {
    counts.count(changed ? Fate.APPLIED : Fate.DUPLICATE);
  }

  private static Instant now(PartitionParts here) {
    return Instant.ofEpochMilli(here.context().currentSystemTimeMs());
  }
}
