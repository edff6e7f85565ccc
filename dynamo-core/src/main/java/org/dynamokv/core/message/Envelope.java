package org.dynamokv.core.message;

/** A message with what every message says first. */
public record Envelope(Header header, Message message) {}
