/** Events come every second; this long without one is a lost connection. */
const SILENCE_MILLIS = 4000;
const RETRY_MILLIS = 2000;

/**
 * Listens to /api/events and connects again whenever it must.
 * @param handlers {membership, metrics, trouble: (data) => void, connected, lost: () => void}
 */
export function listen(handlers) {
  let source = null;
  let alarm = null;

  const heard = () => {
    clearTimeout(alarm);
    alarm = setTimeout(broken, SILENCE_MILLIS);
  };
  const broken = () => {
    clearTimeout(alarm);
    source.close();
    handlers.lost();
    alarm = setTimeout(connect, RETRY_MILLIS);
  };
  const connect = () => {
    source = new EventSource('/api/events');
    source.onerror = broken;
    for (const kind of ['membership', 'metrics', 'trouble']) {
      source.addEventListener(kind, (event) => {
        heard();
        if (kind !== 'trouble') handlers.connected();
        handlers[kind](JSON.parse(event.data));
      });
    }
    heard();
  };
  connect();
}
