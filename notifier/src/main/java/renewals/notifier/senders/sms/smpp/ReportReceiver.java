package renewals.notifier.senders.sms.smpp;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.SmsReports;

/**
 * Takes what an SMSC delivers. A report is acknowledged once it is kept for good; where it can't be
 * kept the SMSC is asked to come again. Merchants' own messages are acknowledged and let go.
 */
final class ReportReceiver implements MessageReceiverListener {

  private static final Logger LOG = LoggerFactory.getLogger(ReportReceiver.class);

  /** Readers that reports may hold: the rest stay free for answers. */
  private static final int MOST_AT_ONCE = SmppLink.READERS * 3 / 4;

  private final MessageIds ids;
  private final SmsReports reports;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final Set<Thread> keepers = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  ReportReceiver(MessageIds ids, SmsReports reports) {
    this.ids = ids;
    this.reports = reports;
  }

  /** Takes nothing more, and gives up what isn't kept yet: the SMSC will come again. */
  void close() {
    isClosed = true;
    keepers.forEach(Thread::interrupt);
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
    if (!pdu.isSmscDeliveryReceipt()) {
      LOG.debug("The SMSC delivered something else than a report");
      return;
    }
    Optional<DeliveryReports.Read> read = DeliveryReports.read(pdu);
    if (read.isEmpty()) {
      LOG.warn("A report without id or state, of which nothing can be made");
      return;
    }
    if (read.get().isFinal()) {
      keep(reportOf(read.get()));
    }
  }

  private SmsReport reportOf(DeliveryReports.Read read) {
    String reference = ids.ofReport(read.id());
    return read.isDelivered()
        ? SmsReport.delivered(reference)
        : SmsReport.failed(reference, read.reason());
  }

  private void keep(SmsReport report) throws ProcessRequestException {
    if (isClosed || !room.tryAcquire()) {
      throw comeAgain();
    }
    keepers.add(Thread.currentThread());
    try {
      if (isClosed) {
        throw comeAgain();
      }
      reports.take(report);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw comeAgain();
    } finally {
      keepers.remove(Thread.currentThread());
      room.release();
    }
  }

  private static ProcessRequestException comeAgain() {
    return new ProcessRequestException(
        "reports can't be kept now", SMPPConstant.STAT_ESME_RX_T_APPN);
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
    throw new ProcessRequestException("data_sm is not asked for", SMPPConstant.STAT_ESME_RINVCMDID);
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {
    LOG.debug("The SMSC alerts, which was not asked for");
  }
}
