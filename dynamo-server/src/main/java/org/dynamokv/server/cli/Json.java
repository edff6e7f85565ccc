package org.dynamokv.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON; loaded only by commands that need it. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A record's JSON. */
  static byte[] write(Object shape) {
    try {
      return MAPPER.writeValueAsBytes(shape);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that Jackson cannot write", e);
    }
  }

  /** What a node answered. */
  static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("the node's answer is not JSON", e);
    }
  }
}
