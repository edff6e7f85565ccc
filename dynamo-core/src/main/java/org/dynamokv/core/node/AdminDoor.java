package org.dynamokv.core.node;

import java.util.function.Consumer;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;

/**
 * Answers admin requests that come over the node's transport, so that the command line needs one
 * port only.
 */
public interface AdminDoor {
  /** A node without one. */
  AdminDoor NONE =
      (request, answer) ->
          answer.accept(
              new AdminReply(
                  404, org.dynamokv.core.value.Bytes.utf8("{\"error\":\"no admin API here\"}")));

  /** Answers, on any thread, at once or later, exactly once; it must not block the caller. */
  void handle(AdminRequest request, Consumer<AdminReply> answer);
}
