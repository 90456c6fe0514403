package renewals.portal.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The compiled templates. */
public final class Html {

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  private Html() {}

  /** Renders a template of {@code src/main/jte}; everything it prints is escaped. */
  public static String render(String template, Map<String, Object> parameters) {
    TemplateOutput output = new StringOutput();
    ENGINE.render(template, parameters, output);
    return output.toString();
  }
}
