package org.dynamokv.server.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.server.config.Nearest;
import org.dynamokv.server.runtime.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command that the first word names. */
public final class Main {
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("server", ServerCommand::new);
    COMMANDS.put("cluster", ClusterCommand::new);
    COMMANDS.put("balancer", BalancerCommand::new);
    COMMANDS.put("put", PutCommand::new);
    COMMANDS.put("get", GetCommand::new);
    COMMANDS.put("delete", DeleteCommand::new);
    COMMANDS.put("status", StatusCommand::new);
    COMMANDS.put("ring", RingCommand::new);
    COMMANDS.put("explain", ExplainCommand::new);
  }

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = run(args);
    System.out.flush();
    System.exit(code);
  }

  /** Runs a command; the exit code. */
  static int run(String... args) {
    return commandLine(args.length == 0 ? "" : args[0]).execute(args);
  }

  /**
   * Knows the command that is asked for, and all of them only when there is none of that name: to
   * look at the classes of all takes longer than a short command itself.
   */
  private static CommandLine commandLine(String first) {
    CommandLine root = new CommandLine(new DynamoCommand());
    COMMANDS.forEach(
        (name, command) -> {
          if (!COMMANDS.containsKey(first) || name.equals(first)) {
            root.addSubcommand(name, command.get());
          }
        });
    root.setParameterExceptionHandler(Main::usage);
    root.setExecutionExceptionHandler(Main::failed);
    return root;
  }

  private static int usage(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    boolean unknown = e instanceof UnmatchedArgumentException && !COMMANDS.containsKey(args[0]);
    boolean isWord = unknown && !args[0].startsWith("-");
    say((isWord ? unknownCommand(args[0]) : e.getMessage()) + "; see " + command + " --help");
    return Exit.USAGE;
  }

  private static String unknownCommand(String word) {
    Set<String> all = new LinkedHashSet<>(COMMANDS.keySet());
    all.add("bench"); // the launcher's
    return "unknown command '"
        + word
        + "'; "
        + Nearest.of(word, all)
            .map(near -> "nearest: " + near)
            .orElse("there are " + String.join(", ", all));
  }

  /** Expected trouble is one line; anything else is a bug, and says where it happened. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof CommandFailedException failure) {
      say(failure.getMessage());
      return failure.exitCode();
    }
    if (e instanceof StartException || e instanceof IllegalArgumentException) {
      say(e.getMessage());
      return Exit.FAILED;
    }
    if (e instanceof StoreException refused) {
      say(refused.failure().message());
      return Exit.FAILED;
    }
    StackTraceElement[] trace = e.getStackTrace();
    say("a bug: " + e + (trace.length == 0 ? "" : " at " + trace[0]));
    return Exit.FAILED;
  }

  private static void say(@Nullable String line) {
    System.err.println("dynamo: " + String.valueOf(line).replace('\n', ' '));
  }
}
