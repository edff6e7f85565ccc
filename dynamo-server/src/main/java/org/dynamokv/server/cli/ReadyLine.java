package org.dynamokv.server.cli;

import java.util.TreeMap;
import org.dynamokv.core.ring.Member;

/** The one line on standard output that says that requests are taken, and where. */
final class ReadyLine {
  private ReadyLine() {}

  /** {@code ready node=n1 id=… tcp=HOST:PORT http=HOST:PORT admin=HOST:PORT}. */
  static String of(Member member) {
    return "ready " + describe(member);
  }

  /** The same without the first word. */
  static String describe(Member member) {
    StringBuilder line = new StringBuilder("node=" + member.name() + " id=" + member.id());
    new TreeMap<>(member.endpoints())
        .descendingMap()
        .forEach((door, at) -> line.append(' ').append(door).append('=').append(at));
    return line.toString();
  }
}
