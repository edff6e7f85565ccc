package org.dynamokv.server.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, which Maven leaves in the jar. */
public final class ProductVersion {
  private static final String MAVEN_NOTE =
      "/META-INF/maven/org.dynamokv/dynamo-server/pom.properties";

  /** For people; "development" when the classes do not come from a jar. */
  public static final String TEXT = read();

  private ProductVersion() {}

  private static String read() {
    try (InputStream in = ProductVersion.class.getResourceAsStream(MAVEN_NOTE)) {
      Properties note = new Properties();
      if (in != null) {
        note.load(in);
      }
      return note.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MAVEN_NOTE, e);
    }
  }
}
