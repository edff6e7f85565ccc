package org.dynamokv.transport.http.rest;

import java.util.Base64;
import org.dynamokv.core.store.Failure.Code;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.transport.http.exchange.RefusedException;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** {@code X-Dynamo-Context}: URL-safe base64 without padding; padding is tolerated. */
final class ContextHeader {
  static final String NAME = "X-Dynamo-Context";

  private ContextHeader() {}

  /** The context that a request carries, empty when none. */
  static Bytes read(HttpFields headers) {
    @Nullable String text = headers.get(NAME);
    if (text == null) {
      return Bytes.EMPTY;
    }
    try {
      return Bytes.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Code.BAD_CONTEXT, NAME + " is not URL-safe base64");
    }
  }

  static String text(Bytes context) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(context.array());
  }

  /** Adds the header, unless there is nothing to say. */
  static void add(HttpFields.Mutable headers, Bytes context) {
    if (context.length() > 0) {
      headers.put(NAME, text(context));
    }
  }
}
