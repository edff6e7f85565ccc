package org.dynamokv.core.env;

import org.dynamokv.core.message.Codec;
import org.dynamokv.core.message.Header;
import org.dynamokv.core.message.Message;
import org.dynamokv.core.spi.Frame;
import org.dynamokv.core.spi.Link;

/** Answers one request over the connection that it came by. Any thread. */
public final class Responder {
  private final Self self;
  private final Link link;
  private final Header request;

  /** For a request that came over a link. */
  public Responder(Self self, Link link, Header request) {
    this.self = self;
    this.link = link;
    this.request = request;
  }

  /** What the request said first. */
  public Header request() {
    return request;
  }

  /**
   * Sends the reply; nothing when the request expects none.
   *
   * @param epoch this node's ring epoch, 0 for none
   */
  public void reply(long epoch, Message message) {
    if (request.id() == 0) {
      return;
    }
    Header header =
        new Header(
            self.id(),
            self.start(),
            request.from(),
            request.fromStart(),
            epoch,
            request.id(),
            true,
            0);
    link.send(new Frame(Codec.head(header), Codec.body(message)));
  }
}
