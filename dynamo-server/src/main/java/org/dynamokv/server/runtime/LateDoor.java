package org.dynamokv.server.runtime;

import java.util.function.Consumer;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.node.AdminDoor;

/** The admin door of a node whose admin API can be made only once the node is there. */
final class LateDoor implements AdminDoor {
  // Mutable state: set once by the assembling thread, read by shards
  private volatile AdminDoor door = AdminDoor.NONE;

  void open(AdminDoor opened) {
    door = opened;
  }

  @Override
  public void handle(AdminRequest request, Consumer<AdminReply> answer) {
    door.handle(request, answer);
  }
}
