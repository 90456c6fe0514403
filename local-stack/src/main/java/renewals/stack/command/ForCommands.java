package renewals.stack.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;
import renewals.stack.LocalStack;
import renewals.stack.Service;
import renewals.stack.process.SettingsFile;

/** What commands must know of a stack: where its parts are, who they are there, and its secrets. */
final class ForCommands {

  private static final String NAME = "stack";

  private ForCommands() {}

  /** Writes it to the stack's folder, where nobody else can read it. */
  static Path write(LocalStack stack, Path data) {
    Settings settings = stack.settings();
    Map<String, String> all = new TreeMap<>();
    settings.below("kafka.").forEach((name, value) -> all.put("kafka." + name, value));
    for (String name :
        new String[] {
          "schema.registry.url",
          "schema.registry.user",
          "schema.registry.password",
          "page.base.url",
          "page.link.secret",
          "provenance.keys",
          "parties.file",
          "activation.http.token",
          "notifier.http.token",
          ServiceClock.SETTING
        }) {
      Optional<String> set = settings.text(name);
      set.ifPresent(value -> all.put(name, value));
    }
    all.put("activation.url", stack.url(Service.ACTIVATION));
    all.put("notifier.url", stack.url(Service.NOTIFIER));
    return SettingsFile.write(data, NAME, all);
  }
}
