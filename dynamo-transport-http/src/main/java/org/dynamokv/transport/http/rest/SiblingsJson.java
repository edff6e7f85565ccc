package org.dynamokv.transport.http.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.dynamokv.core.store.Reading;
import org.dynamokv.core.store.Version;

/**
 * Siblings as JSON, newest first: {@code {"context", "siblings": [{"etag", "modified",
 * "contentType", "meta", "value"}]}}, values in base64, times in ms since 1970.
 */
final class SiblingsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private SiblingsJson() {}

  static byte[] write(Reading seen) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("context", ContextHeader.text(seen.context()));
      json.writeArrayFieldStart("siblings");
      for (Version version : seen.versions()) {
        sibling(json, version);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void sibling(JsonGenerator json, Version version) throws IOException {
    json.writeStartObject();
    json.writeStringField("etag", EntityTag.of(List.of(version)));
    json.writeNumberField("modified", version.modifiedMillis());
    json.writeStringField("contentType", version.content().contentType());
    json.writeObjectFieldStart("meta");
    for (Map.Entry<String, String> meta : version.content().meta().entrySet()) {
      json.writeStringField(meta.getKey(), meta.getValue());
    }
    json.writeEndObject();
    json.writeBinaryField("value", version.content().value().array());
    json.writeEndObject();
  }
}
