package org.dynamokv.transport.tcp;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Keeps what the transport logs at info and above. Any thread. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.dynamokv.transport.tcp");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogLines() {
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.INFO)) {
      lines.add(event.getFormattedMessage());
    }
  }

  List<String> with(String part) {
    return lines.stream().filter(line -> line.contains(part)).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
