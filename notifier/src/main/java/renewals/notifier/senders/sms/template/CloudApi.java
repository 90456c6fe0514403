package renewals.notifier.senders.sms.template;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.Submission;

/** What one provider's interface looks like on the wire. Decides and sends nothing. */
interface CloudApi {

  /**
   * A signed request that sends one SMS.
   *
   * @param nonce never used before
   */
  HttpRequest request(FilledTemplate filled, Instant now, String nonce);

  /** What the answer to that says. */
  Submission answer(FilledTemplate filled, int status, byte[] body);

  /** What is said where no answer came to it. */
  Submission unanswered(FilledTemplate filled, String why);

  /**
   * The reports that the provider posted.
   *
   * @throws IOException they can't be read
   */
  List<SmsReport> reports(byte[] body) throws IOException;

  /** The answer by which the provider knows that its reports arrived. */
  String thanks();
}
