package org.dynamokv.server.cli;

import java.util.Base64;
import org.dynamokv.core.value.Bytes;

/** Contexts as text: the same URL-safe base64 that the REST door shows. */
final class Contexts {
  private Contexts() {}

  static String text(Bytes context) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(context.array());
  }

  /** Throws when it is not what {@link #text} made. */
  static Bytes parse(String text) throws CommandFailedException {
    try {
      return Bytes.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(Exit.FAILED, "the context is not what a get printed");
    }
  }
}
