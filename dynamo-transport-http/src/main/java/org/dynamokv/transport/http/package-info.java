/**
 * The HTTP doors of a node or a balancer, assembled: {@link org.dynamokv.transport.http.HttpDoors}
 * makes the handler, {@link org.dynamokv.transport.http.HttpServer} serves it. Paper section 5 (the
 * client interface).
 */
@NullMarked
package org.dynamokv.transport.http;

import org.jspecify.annotations.NullMarked;
