package org.dynamokv.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.dynamokv.client.DynamoClient;
import picocli.CommandLine.Mixin;

/** A command that shows an answer of the admin API: as it is with --json, or for people. */
abstract class AdminCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private JsonOption json;

  /** What to ask for. */
  abstract String path();

  /**
   * Prints the answer for people.
   *
   * @param members the node's status, for the names of members
   */
  abstract void print(JsonNode answer, Members members, PrintStream out);

  @Override
  public Integer call() throws Exception {
    try (DynamoClient client = connection.open()) {
      byte[] answer = connection.admin(client, path());
      if (json.wanted()) {
        System.out.write(answer);
        System.out.println();
      } else {
        byte[] status =
            path().equals(Members.PATH) ? answer : connection.admin(client, Members.PATH);
        print(Json.read(answer), new Members(Json.read(status)), System.out);
      }
      return Exit.OK;
    }
  }
}
