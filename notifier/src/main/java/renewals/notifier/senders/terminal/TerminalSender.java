package renewals.notifier.senders.terminal;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.dispatch.Sender;
import renewals.v1.NoticeDue;

/** Has terminals show the state of their cards. */
public final class TerminalSender implements Sender, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TerminalSender.class);

  /** As the contract bounds ids; nothing of it means anything in a topic's name. */
  private static final Pattern TERMINAL = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private final TerminalBroker broker;

  TerminalSender(TerminalBroker broker) {
    this.broker = broker;
  }

  /** A sender by MQTT. It connects with the first notice. */
  public static TerminalSender of(TerminalSettings settings) {
    return new TerminalSender(new MqttBroker(settings));
  }

  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    return List.of(new KeyedExecutor.Key("merchant/" + due.getMerchantId(), true));
  }

  @Override
  public SendResult send(NoticeDue due) {
    if (!TERMINAL.matcher(due.getTarget()).matches()) {
      return SendResult.refused("ADDRESS_REFUSED: expected the id of a terminal");
    }
    try {
      return broker.show(ShownState.read(due.getTarget(), due.getBody()))
          ? SendResult.delivered()
          : SendResult.refused("NEWER_SHOWN: the terminal shows what happened later");
    } catch (IOException e) {
      LOG.warn("Terminal {} was not told: {}", due.getTarget(), e.getMessage());
      return SendResult.failed("MQTT: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SendResult.failed("STOPPED: the sender was stopped");
    }
  }

  /** {@link renewals.kit.Health#READY}, or why no terminal is told. */
  public String state() {
    return broker.state();
  }

  @Override
  public void close() {
    broker.close();
  }
}
