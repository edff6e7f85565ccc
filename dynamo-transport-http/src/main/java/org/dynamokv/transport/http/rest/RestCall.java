package org.dynamokv.transport.http.rest;

import java.util.concurrent.TimeUnit;
import org.dynamokv.core.store.Put;
import org.dynamokv.core.store.RequestOptions;
import org.dynamokv.core.value.Bytes;
import org.dynamokv.core.value.Content;
import org.dynamokv.core.value.Key;
import org.dynamokv.transport.http.exchange.RefusedException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a request says, read before its body. What is wrong with it is an IllegalArgumentException
 * or a RefusedException: nothing was stored.
 *
 * @param key which object
 * @param options quorums, time, consistency
 * @param returnBody whether the answer to a write shows the object
 * @param preconditions what must hold before it is done
 * @param headers of the request
 */
record RestCall(
    Key key,
    RequestOptions options,
    boolean returnBody,
    Preconditions preconditions,
    HttpFields headers) {
  private static final String TTL = "X-Dynamo-Ttl";
  private static final long MOST_TTL_SECONDS = TimeUnit.DAYS.toSeconds(36_525);

  static RestCall read(Request request, String bucket, String key) {
    String method = request.getMethod();
    boolean writesValue = HttpMethod.PUT.is(method) || HttpMethod.POST.is(method);
    QueryParameters query = QueryParameters.read(request.getHttpURI().getQuery(), writesValue);
    HttpFields headers = request.getHeaders();
    refuseCodedBody(headers, writesValue);
    return new RestCall(
        new Key(PercentDecoder.decode(bucket), PercentDecoder.decode(key)),
        query.options(),
        query.returnBody(),
        Preconditions.read(headers),
        headers);
  }

  /** It would come back without its coding, and nobody could read it. */
  private static void refuseCodedBody(HttpFields headers, boolean writesValue) {
    @Nullable String coding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (writesValue && coding != null && !coding.equalsIgnoreCase("identity")) {
      String message = "Content-Encoding is not kept; send the value as it is";
      throw new RefusedException(415, "unsupported-media-type", message);
    }
  }

  /** The put that stores a body. */
  Put put(byte[] body) {
    Content content = ContentHeaders.read(headers, body);
    return new Put(key, content, ContextHeader.read(headers), ttlMillis(), returnBody);
  }

  Put delete() {
    return Put.delete(key, ContextHeader.read(headers));
  }

  private long ttlMillis() {
    @Nullable String text = headers.get(TTL);
    if (text == null) {
      return 0;
    }
    long seconds = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (seconds < 1 || seconds > MOST_TTL_SECONDS) {
      throw new IllegalArgumentException(
          TTL + " is a number of seconds from 1 to " + MOST_TTL_SECONDS);
    }
    return TimeUnit.SECONDS.toMillis(seconds);
  }

  /** The same put, with another context if the request brought none. */
  static Put withContext(Put put, Bytes context) {
    return put.context().length() > 0
        ? put
        : new Put(put.key(), put.content(), context, put.ttlMillis(), put.returnObject());
  }
}
