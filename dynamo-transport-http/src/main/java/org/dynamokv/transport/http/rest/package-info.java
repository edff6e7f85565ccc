/**
 * The REST door: {@code /buckets/{b}/keys/{k}}. A request walks {@code RestHandler} (path and
 * method) -> {@code RestCall} (what the request says) -> {@code KeyWriter} or {@code KeyReader}
 * (store) -> {@code ObjectReply} (headers and body). Paper section 5 (get and put with a context).
 */
@NullMarked
package org.dynamokv.transport.http.rest;

import org.jspecify.annotations.NullMarked;
