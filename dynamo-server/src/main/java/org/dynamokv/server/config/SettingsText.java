package org.dynamokv.server.config;

import java.util.List;

/** The commented settings file that is shipped, made from the declarations. */
public final class SettingsText {
  private static final int WIDTH = 100;
  private static final String HEAD =
      """
      # Settings of a Dynamo server. Every setting is here with its default; take away the # to change it.
      # Stronger than this file are the environment (node.name is DYNAMO_NODE_NAME: dots and dashes become
      # underscores) and, above all, the command line (--set node.name=n1, and flags such as --name n1).
      # Sizes are bytes, or end in k, m, g or t for 1024s. The file is UTF-8; a backslash is written twice.
      """;

  private SettingsText() {}

  /** The whole file. */
  public static String of(List<Property<?>> properties) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Property<?> property : properties) {
      text.append('\n');
      appendWrapped(text, property.help());
      text.append('#').append(property.name()).append(" = ").append(property.defaultText());
      trimEnd(text);
      text.append('\n');
    }
    return text.toString();
  }

  private static void appendWrapped(StringBuilder text, String help) {
    int column = 0;
    for (String word : help.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        text.append('\n');
        column = 0;
      }
      text.append(column == 0 ? "# " : " ").append(word);
      column += (column == 0 ? 2 : 1) + word.length();
    }
    text.append('\n');
  }

  private static void trimEnd(StringBuilder text) {
    while (text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }
}
