/**
 * One request and its answer, as both doors need it: the body read without blocking, the answer
 * sent, errors in JSON, and the bound on what is in flight.
 */
@NullMarked
package org.dynamokv.transport.http.exchange;

import org.jspecify.annotations.NullMarked;
