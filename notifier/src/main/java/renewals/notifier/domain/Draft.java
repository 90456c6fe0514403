package renewals.notifier.domain;

import java.util.List;

/**
 * The words of one notice, before greeting, details and signature are put around them.
 *
 * @param sms without signature
 */
record Draft(String subject, List<String> lines, String sms) {}
