package org.dynamokv.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The word "dynamo" itself: help, version, and a complaint when no command follows. */
@Command(
    name = "dynamo",
    description = "A key-value store without a master, after Amazon's Dynamo.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "dynamo COMMAND --help tells more about one. dynamo bench [options] is the load generator.",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 no such key, 4 too few replicas answered."
    })
final class DynamoCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
