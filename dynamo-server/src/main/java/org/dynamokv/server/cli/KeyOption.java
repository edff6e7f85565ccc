package org.dynamokv.server.cli;

import org.dynamokv.core.value.Key;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which object a command is about. */
final class KeyOption {
  @Parameters(index = "0", paramLabel = "KEY", description = "The key, taken as UTF-8.")
  private String key = "";

  @Option(
      names = {"-b", "--bucket"},
      paramLabel = "BUCKET",
      description = "The bucket. Default: ${DEFAULT-VALUE}.")
  private String bucket = "default";

  /** For messages. */
  @Override
  public String toString() {
    return "key '" + key + "' in bucket '" + bucket + "'";
  }

  Key key() {
    return Key.of(bucket, key);
  }
}
