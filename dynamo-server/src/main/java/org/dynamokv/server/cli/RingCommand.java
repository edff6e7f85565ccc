package org.dynamokv.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Shows who owns which partition. */
@Command(
    name = "ring",
    description = "Shows the owners of every partition, first ones first.",
    mixinStandardHelpOptions = true)
final class RingCommand extends AdminCommand {
  @Override
  String path() {
    return "/api/ring";
  }

  @Override
  void print(JsonNode ring, Members members, PrintStream out) {
    out.printf("epoch %s, hash %s%n%n", ring.path("epoch").asText(), ring.path("hash").asText());
    Table table = new Table("PARTITION", "OWNERS", "PENDING");
    for (JsonNode part : ring.path("partitions")) {
      table.row(
          part.path("partition").asText(),
          members.names(part.path("owners")),
          members.names(part.path("pending")));
    }
    table.print(out);
  }
}
