/**
 * The XML-RPC door: Dynamite's {@code put} and {@code get}, for its unmodified Python clients. A
 * call walks {@code XmlRpcDoor} (path, gzip) -> {@code MethodCallParser} -> {@code Methods} (store)
 * -> {@code MethodResponse}. Paper section 5 (the client interface); the interface is Dynamite's of
 * 2009.
 */
@NullMarked
package org.dynamokv.transport.http.xmlrpc;

import org.jspecify.annotations.NullMarked;
