package org.dynamokv.server.cli;

import org.dynamokv.server.runtime.ProductVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code dynamo --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"dynamo " + ProductVersion.TEXT};
  }
}
