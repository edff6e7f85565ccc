package org.dynamokv.server.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dynamokv.core.message.Message.AdminReply;
import org.dynamokv.core.message.Message.AdminRequest;
import org.dynamokv.core.node.AdminDoor;
import org.dynamokv.core.node.Explanation;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.store.StoreException;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Key;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API: a method and a path in, a status and JSON out. The admin port and the command
 * line's door over the node's transport both ask here, so they cannot differ. Any thread may ask;
 * nothing blocks.
 */
public final class AdminApi implements AdminDoor {
  private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NodeView node;
  private final RingHash ringHash = new RingHash();

  /** The API of one node. */
  public AdminApi(NodeView node) {
    this.node = node;
  }

  @Override
  public void handle(AdminRequest request, Consumer<AdminReply> answer) {
    answer(request).thenAccept(answer);
  }

  /** The answer; never fails: errors are answers too. */
  public CompletionStage<AdminReply> answer(AdminRequest request) {
    try {
      AdminPath path = AdminPath.parse(request.path());
      Supplier<CompletionStage<AdminReply>> call = find(path);
      if (call == null) {
        return CompletableFuture.completedStage(error(ErrorJson.unknownPath()));
      }
      if (!request.method().equals("GET")) {
        return CompletableFuture.completedStage(error(ErrorJson.wrongMethod(request.method())));
      }
      return call.get().exceptionally(AdminApi::failed);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedStage(error(ErrorJson.badRequest(e)));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(failed(e));
    }
  }

  private @Nullable Supplier<CompletionStage<AdminReply>> find(AdminPath path) {
    String shape = path.text(0) + "/" + path.text(1) + " " + path.segments().size();
    return switch (shape) {
      case "api/status 2" -> () -> status().thenApply(AdminApi::ok);
      case "api/ring 2" -> () -> CompletableFuture.completedStage(ok(ring()));
      case "api/explain 4" -> () -> node.explain(key(path)).thenApply(e -> ok(ExplainJson.of(e)));
      case "api/local 4" -> () -> node.local(key(path)).thenApply(AdminApi::copy);
      default -> null;
    };
  }

  private static Key key(AdminPath path) {
    return new Key(path.segments().get(2), path.segments().get(3));
  }

  CompletionStage<StatusJson> status() {
    return node.status().thenApply(status -> StatusJson.of(status, node, ringHash));
  }

  private RingJson ring() {
    Ring ring = node.ring();
    return ring == null ? RingJson.NONE : RingJson.of(ring, ringHash.of(ring));
  }

  /** The node's own copy only: hints are other nodes' copies. */
  private static AdminReply copy(List<Explanation.Replica> held) {
    for (Explanation.Replica r : held) {
      if (r.hintFor() == null && r.object() != null && !r.object().isEmpty()) {
        return ok(CopyJson.of(r.object()));
      }
    }
    return error(ErrorJson.noCopy());
  }

  private static AdminReply failed(Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof StoreException e) {
      return error(ErrorJson.of(e.failure()));
    }
    LOG.error("an admin call failed", cause);
    return error(ErrorJson.internal());
  }

  private static AdminReply ok(Object shape) {
    return new AdminReply(200, Bytes.wrap(json(shape)));
  }

  static AdminReply error(ErrorJson error) {
    return new AdminReply(error.status(), Bytes.wrap(json(error)));
  }

  /** A shape's bytes: records only, which cannot fail to be written. */
  static byte[] json(Object shape) {
    try {
      return JSON.writeValueAsBytes(shape);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that Jackson cannot write", e);
    }
  }
}
