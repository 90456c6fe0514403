package renewals.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.testing.Patience;

class LeashIT {

  @Test
  void shouldEndWithAParentThatWasKilled() throws Exception {
    Path data = Platform.folder();
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Drenewals.child.jvm=" + System.getProperty("renewals.child.jvm", ""),
                "-Drenewals.child.archives=" + System.getProperty("renewals.child.archives", ""),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long brokerPid = Long.parseLong(parent.inputReader().readLine());
    ProcessHandle broker = ProcessHandle.of(brokerPid).orElseThrow();

    parent.destroyForcibly();

    assertThat(broker.onExit().get(Patience.LONG.toSeconds(), TimeUnit.SECONDS).isAlive())
        .isFalse();
  }

  @Test
  void shouldKeepItsRecordsWhenItStartsAgainOnOtherPorts() {
    Path data = Platform.folder();
    try (BrokerProcess broker =
        BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0)) {
      assertThat(broker.isAlive()).isTrue();
    }
    try (BrokerProcess again =
        BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0)) {
      assertThat(again.isAlive()).isTrue();
    }
  }

  /** Starts a broker, says its process id, and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      Path data = Path.of(args[0]);
      BrokerProcess broker = BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0);
      System.out.println(broker.pid());
      Thread.currentThread().join();
    }
  }
}
