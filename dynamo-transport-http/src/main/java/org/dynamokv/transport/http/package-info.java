/** Frames between nodes over HTTP, and the REST and XML-RPC doors. */
@NullMarked
package org.dynamokv.transport.http;

import org.jspecify.annotations.NullMarked;
