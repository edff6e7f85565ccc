package org.dynamokv.server.admin;

import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Serves the page's files from the class path: plain names without a folder, and no others. The
 * port reads paths without Jetty's own checks, for the sake of keys, so this must be strict.
 */
final class PageFiles extends ResourceHandler {
  private static final String FOLDER = "org/dynamokv/server/admin/web/";
  private static final Pattern NAME = Pattern.compile("/(?:[a-z]+\\.(?:html|css|js|svg))?");

  PageFiles() {
    setBaseResource(
        ResourceFactory.of(this).newResource(PageFiles.class.getClassLoader().getResource(FOLDER)));
    setDirAllowed(false);
    setEtags(true);
    setCacheControl("no-cache");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean ours = NAME.matcher(request.getHttpURI().getPath()).matches();
    return ours && super.handle(request, response, callback);
  }
}
