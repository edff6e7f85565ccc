package org.dynamokv.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Names for the ids in an answer of the admin API. */
final class Members {
  /** Where the members are listed. */
  static final String PATH = "/api/status";

  private final Map<String, String> names = new LinkedHashMap<>();

  Members(JsonNode status) {
    status.path("members").forEach(m -> names.put(m.path("id").asText(), m.path("name").asText()));
  }

  /** Its name, or the id itself when it is no member. */
  String name(String id) {
    return names.getOrDefault(id, id);
  }

  /** The names of a list of ids, in order, with blanks between. */
  String names(JsonNode ids) {
    return StreamSupport.stream(ids.spliterator(), false)
        .map(id -> name(id.asText()))
        .collect(Collectors.joining(" "));
  }
}
