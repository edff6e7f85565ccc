package org.dynamokv.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Shows a node and the cluster as that node sees it. */
@Command(
    name = "status",
    description = "Shows the node and the cluster as it sees it.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends AdminCommand {
  @Override
  String path() {
    return Members.PATH;
  }

  @Override
  void print(JsonNode status, Members members, PrintStream out) {
    JsonNode node = status.path("node");
    JsonNode ring = status.path("ring");
    out.printf(
        "cluster %s, ring epoch %s, %s partitions, hash %s%n",
        status.path("cluster").asText(),
        ring.path("epoch").asText(),
        ring.path("partitions").asText(),
        ring.path("hash").asText());
    out.printf(
        "node %s (%s), version %s: %s%n",
        node.path("name").asText(),
        node.path("id").asText(),
        node.path("version").asText(),
        node.path("state").asText());
    printChange(status.path("change"), members, out);
    printHints(status.path("hints"), out);
    printStorage(status.path("storage"), out);
    out.println();
    printMembers(status.path("members"), out);
  }

  private static void printChange(JsonNode change, Members members, PrintStream out) {
    if (change.isObject()) {
      out.printf(
          "change under way: %s of %s, %s; waits for %s%n",
          change.path("kind").asText(),
          members.name(change.path("node").asText()),
          change.path("phase").asText(),
          change.path("waitingFor").asText());
    }
  }

  private static void printHints(JsonNode hints, PrintStream out) {
    out.printf(
        "hints kept for others: %s, %s%n",
        hints.path("count").asText(), Sizes.of(hints.path("bytes").asLong()));
  }

  private static void printStorage(JsonNode storage, PrintStream out) {
    JsonNode free = storage.path("free");
    out.printf(
        "storage %s: %s records, %s used%s%n",
        storage.path("state").asText(),
        storage.path("keys").asText(),
        Sizes.of(storage.path("bytes").asLong()),
        free.isNumber() ? ", " + Sizes.of(free.asLong()) + " free" : "");
  }

  private static void printMembers(JsonNode members, PrintStream out) {
    Table table = new Table("NAME", "ID", "RACK", "STATE", "ALIVE", "PARTITIONS", "TCP", "HTTP");
    for (JsonNode member : members) {
      JsonNode endpoints = member.path("endpoints");
      table.row(
          member.path("name").asText(),
          member.path("id").asText(),
          member.path("rack").asText(),
          member.path("state").asText(),
          member.path("alive").asBoolean() ? "yes" : "no",
          member.path("partitions").asText(),
          endpoints.path("tcp").asText("-"),
          endpoints.path("http").asText("-"));
    }
    table.print(out);
  }
}
