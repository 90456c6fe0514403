package renewals.stack.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The AsyncAPI document says what the catalogue of topics and the schemas say. */
class AsyncApiTest {

  private static final Path GIVEN = Path.of("target", "asyncapi.yaml");

  /** Reads a document with the parser of AsyncAPI and prints what it finds wrong. */
  private static final String PARSE =
      """
      import { readFileSync } from 'node:fs';
      import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      const { Parser } = require('@asyncapi/parser');
      const { AvroSchemaParser } = require('@asyncapi/avro-schema-parser');
      const parser = new Parser();
      parser.registerSchemaParser(AvroSchemaParser());
      const { document, diagnostics } = await parser.parse(readFileSync(process.argv[2], 'utf8'));
      const wrong = diagnostics.filter(one => one.severity === 0);
      wrong.forEach(one => console.log(one.path.join('.') + ': ' + one.message));
      process.exit(document && wrong.length === 0 ? 0 : 1);
      """;

  @Test
  void shouldSayWhatTheTopicsAndSchemasSay() throws Exception {
    String given = AsyncApi.document();
    Files.createDirectories(GIVEN.getParent());
    Files.writeString(GIVEN, given);

    assertThat(Docs.root().resolve("docs/partners/asyncapi.yaml"))
        .as("what it has to be stands in local-stack/target/asyncapi.yaml now")
        .hasContent(given);
  }

  /**
   * With {@code -Dnpm.folder=…}, in which {@code npm install @asyncapi/parser
   * @asyncapi/avro-schema-parser} was run.
   */
  @Test
  @EnabledIfSystemProperty(named = "npm.folder", matches = ".+")
  void shouldBeTakenByTheParserOfAsyncApi() throws Exception {
    Path folder = Path.of(System.getProperty("npm.folder"));
    Path script = Files.writeString(folder.resolve("parse.mjs"), PARSE);
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                "node",
                script.toString(),
                Docs.root().resolve("docs/partners/asyncapi.yaml").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said, UTF_8)).isZero();
  }
}
