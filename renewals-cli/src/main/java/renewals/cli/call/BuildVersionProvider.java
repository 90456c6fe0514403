package renewals.cli.call;

import picocli.CommandLine.IVersionProvider;
import renewals.kit.BuildVersion;

/** What {@code --version} says. */
public final class BuildVersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {BuildVersion.get()};
  }
}
