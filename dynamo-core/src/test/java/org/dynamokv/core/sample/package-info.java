/**
 * Somebody else's storage engine, as WRITE-A-STORAGE.md walks through it (paper 5: "Dynamo's local
 * persistence component allows for different storage engines to be plugged in"): a log file and an
 * index in memory.
 */
@NullMarked
package org.dynamokv.core.sample;

import org.jspecify.annotations.NullMarked;
