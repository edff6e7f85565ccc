package org.dynamokv.core.membership;

import org.dynamokv.core.env.Answer;
import org.dynamokv.core.env.Responder;
import org.dynamokv.core.membership.PartitionData.Page;
import org.dynamokv.core.message.MembershipMessage.Chunk;
import org.dynamokv.core.message.MembershipMessage.Pull;
import org.dynamokv.core.message.Message.Refused;
import org.dynamokv.core.message.Message.Refused.Reason;
import org.dynamokv.core.message.Message.RingIs;
import org.dynamokv.core.ring.Ring;
import org.dynamokv.core.spi.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an old owner's data of a moving partition to new owners. It scans only once every shard of
 * this node has the MOVING ring (M1): from then on a write by an older ring is refused here.
 */
final class Source {
  private static final Logger LOG = LoggerFactory.getLogger(Source.class);
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MOST_SCANS = 16;

  private final Local local;
  private final PartitionData data;
  // Mutable state
  private int scans;

  Source(Local local, PartitionData data) {
    this.local = local;
    this.data = data;
  }

  void handle(Pull m, Responder responder) {
    Ring ring = local.served();
    if (ring == null) {
      refuse(responder, Reason.NOT_READY);
    } else if (ring.change() == null || ring.change().id() != m.change()) {
      answerOtherChange(m, ring, responder);
    } else if (m.partition() >= ring.partitions().size()
        || ring.partition(m.partition()).owners().stream()
            .noneMatch(o -> o.node().equals(local.id()))) {
      refuse(responder, Reason.NOT_OWNER);
    } else if (scans >= MOST_SCANS) {
      refuse(responder, Reason.OVERLOADED);
    } else {
      scan(m, responder);
    }
  }

  private void answerOtherChange(Pull m, Ring ring, Responder responder) {
    if (ring.epoch() >= m.change()) {
      local.reply(responder, new RingIs(ring));
    } else {
      refuse(responder, Reason.BEHIND);
    }
  }

  private void scan(Pull m, Responder responder) {
    scans++;
    data.scan(
        m.partition(),
        m.cursor(),
        CHUNK_BYTES,
        new Answer<>() {
          @Override
          public void done(Page page) {
            scans--;
            local.reply(
                responder, new Chunk(m.change(), m.partition(), page.copies(), page.next()));
          }

          @Override
          public void failed(StorageException error) {
            scans--;
            LOG.error("{}: partition {} cannot be read", local.name(), m.partition(), error);
            refuse(responder, Reason.STORAGE);
          }
        });
  }

  private void refuse(Responder responder, Reason reason) {
    local.reply(responder, new Refused(reason, null));
  }
}
