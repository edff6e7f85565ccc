package org.dynamokv.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows where a key lives and what each of its nodes holds of it. */
@Command(
    name = "explain",
    description = "Shows where a key lives and what each of its nodes holds of it.",
    mixinStandardHelpOptions = true)
final class ExplainCommand extends AdminCommand {
  @Mixin private KeyOption key;

  @Override
  String path() {
    Key asked = key.key();
    return "/api/explain/" + percent(asked.bucket()) + "/" + percent(asked.key());
  }

  @Override
  void print(JsonNode answer, Members members, PrintStream out) {
    out.printf(
        "token %s, partition %s, ring epoch %s%npreference list: %s%n%n",
        answer.path("token").asText(),
        answer.path("partition").asText(),
        answer.path("epoch").asText(),
        members.names(answer.path("preferenceList")));
    Table table = new Table("NODE", "ROLE", "REACHABLE", "SIBLINGS", "VECTOR", "HINT FOR");
    for (JsonNode replica : answer.path("replicas")) {
      JsonNode hintFor = replica.path("hintFor");
      table.row(
          members.name(replica.path("id").asText()),
          replica.path("role").asText(),
          replica.path("reachable").asBoolean() ? "yes" : "no",
          replica.path("siblings").size(),
          vector(replica.path("vector"), members),
          hintFor.isTextual() ? members.name(hintFor.asText()) : "-");
    }
    table.print(out);
  }

  private static String vector(JsonNode entries, Members members) {
    StringBuilder text = new StringBuilder();
    for (JsonNode entry : entries) {
      text.append(text.isEmpty() ? "" : " ")
          .append(members.name(entry.path("node").asText()))
          .append(':')
          .append(entry.path("counter").asText());
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  /** Every byte but letters and digits as %XX. */
  private static String percent(Bytes bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes.array()) {
      if (b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z') {
        text.append((char) b);
      } else {
        text.append(String.format("%%%02X", b & 0xff));
      }
    }
    return text.toString();
  }
}
