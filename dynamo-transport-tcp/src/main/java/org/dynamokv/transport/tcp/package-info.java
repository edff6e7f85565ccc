/**
 * Frames between nodes over TCP (paper 5). Reading order: {@code TcpTransportProvider}, {@code
 * TcpTransport}, {@code Outgoing} and {@code Incoming}, {@code Connection}, {@code FrameReader} and
 * {@code FrameWriter}.
 */
@NullMarked
package org.dynamokv.transport.tcp;

import org.jspecify.annotations.NullMarked;
