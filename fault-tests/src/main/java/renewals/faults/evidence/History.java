package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import renewals.faults.load.Announced;
import renewals.faults.load.Ledger;
import renewals.stack.sim.merchant.SmsCount;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.verify.ObservedOutputs;

/**
 * All that can be seen from outside when an experiment is over.
 *
 * @param ledger everything that was acknowledged
 * @param inputs all records of the input topics, those of a partition in their order
 * @param outputs all committed records of the output topics
 * @param received how often each notice reached a merchant, by its id; without SMS
 * @param sms what came of SMS, by the merchant's id
 * @param smsUnderWay how many may have been under way when somebody who sends them ended, stood
 *     still or was cut off
 * @param tills what each till is shown, by its id; empty where there is no broker of terminals
 * @param answers of the query API, by renewal
 * @param cards what the query API says of cards that is not as it must be
 * @param merchants by their ids
 * @param announced what was announced meanwhile
 * @param recoveries after each fault
 * @param leaks lines of logs that hold what no log may hold
 * @param isUpgraded whether an earlier build said a part of it
 * @param judged how many records activation-stream says it has judged; empty where instances ended,
 *     since their counters end with them
 */
public record History(
    List<Ledger.Entry> ledger,
    List<Input> inputs,
    ObservedOutputs outputs,
    Map<String, Integer> received,
    Map<String, SmsCount> sms,
    int smsUnderWay,
    Optional<Map<String, JsonNode>> tills,
    Map<String, Answer> answers,
    List<String> cards,
    Map<String, Merchant> merchants,
    List<Announced> announced,
    List<Recovery> recoveries,
    List<String> leaks,
    boolean isUpgraded,
    Optional<Long> judged) {}
