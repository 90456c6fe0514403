package renewals.bench.delivery.receive;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;

/** Answers to single SMS; whatever else a client of SMPP may ask is refused. */
@FunctionalInterface
interface SubmitsOnly extends ServerMessageReceiverListener {

  /**
   * Takes an SMS.
   *
   * @throws ProcessRequestException it is refused with that status
   */
  SubmitSmResult answer(SubmitSm sms) throws ProcessRequestException;

  @Override
  default SubmitSmResult onAcceptSubmitSm(SubmitSm sms, SMPPServerSession source)
      throws ProcessRequestException {
    return answer(sms);
  }

  @Override
  default void onAcceptEnquireLink(EnquireLink asked, Session source) {}

  @Override
  default SubmitMultiResult onAcceptSubmitMulti(SubmitMulti asked, SMPPServerSession source)
      throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default QuerySmResult onAcceptQuerySm(QuerySm asked, SMPPServerSession source)
      throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default void onAcceptReplaceSm(ReplaceSm asked, SMPPServerSession source)
      throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default void onAcceptCancelSm(CancelSm asked, SMPPServerSession source)
      throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default BroadcastSmResult onAcceptBroadcastSm(BroadcastSm asked, SMPPServerSession source)
      throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default void onAcceptCancelBroadcastSm(CancelBroadcastSm asked, SMPPServerSession source)
      throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm asked, SMPPServerSession source) throws ProcessRequestException {
    throw unasked();
  }

  @Override
  default DataSmResult onAcceptDataSm(DataSm asked, Session source) throws ProcessRequestException {
    throw unasked();
  }

  private static ProcessRequestException unasked() {
    return new ProcessRequestException("nobody sends that", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
