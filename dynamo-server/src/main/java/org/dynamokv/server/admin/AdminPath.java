package org.dynamokv.server.admin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dynamokv.core.value.Bytes;

/**
 * A request's path, cut at its slashes and then percent-decoded, once: an encoded slash is part of
 * a segment. Nothing else is special: not {@code ..}, {@code ;} or {@code +}.
 *
 * @param segments what stands between the slashes
 */
record AdminPath(List<Bytes> segments) {
  AdminPath {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a path as it was sent; a query is ignored.
   *
   * @throws IllegalArgumentException for a percent sign without two hex digits after it
   */
  static AdminPath parse(String raw) {
    int query = raw.indexOf('?');
    String path = query < 0 ? raw : raw.substring(0, query);
    List<Bytes> segments = new ArrayList<>();
    for (String segment : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
      segments.add(decode(segment));
    }
    return new AdminPath(segments);
  }

  /** A segment as text; empty beyond the end. */
  String text(int i) {
    return i < segments.size() ? segments.get(i).asUtf8() : "";
  }

  private static Bytes decode(String segment) {
    byte[] in = segment.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%') {
        out.write(digit(in, i + 1) << 4 | digit(in, i + 2));
        i += 2;
      } else {
        out.write(in[i]);
      }
    }
    return Bytes.wrap(out.toByteArray());
  }

  private static int digit(byte[] in, int at) {
    int digit = at < in.length ? Character.digit(in[at], 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("a '%' in the path is not followed by two hex digits");
    }
    return digit;
  }
}
