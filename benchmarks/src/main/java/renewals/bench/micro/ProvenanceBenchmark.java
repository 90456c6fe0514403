package renewals.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import renewals.bench.load.SampleEvents;
import renewals.parties.model.Parties;
import renewals.parties.model.Period;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.Proof;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.SignedRecord;
import renewals.parties.proof.SigningKey;
import renewals.provenance.Claim;
import renewals.provenance.ProvenanceSettings;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.streams.provenance.ProofCheck.Verdict;
import renewals.streams.record.SourceRecord;
import renewals.v1.RenewalRequested;

/** Who said a request: what it costs to judge its proof and its claim, and to make the proof. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProvenanceBenchmark {

  private static final String PARTY = "lakala";

  private final Instant now = Instant.now();
  private final RenewalRequested request = new SampleEvents(now).request(1);
  private final byte[] key = request.getRenewalId().getBytes(UTF_8);
  private final byte[] value =
      WireWriter.of(new CataloguedSchemas(), Topics.RENEWAL_REQUESTS, new RenewalRequested())
          .write(request);
  private final GatewayKeys.Key gateway =
      new GatewayKeys.Key("g1", Period.ALWAYS, new SecretKeySpec(new byte[32], "HmacSHA256"));
  private final GatewayKeys keys = new GatewayKeys(List.of(gateway));
  private final RecordProvenance required =
      new RecordProvenance(
          new ProvenanceSettings(
              ProvenanceSettings.Mode.REQUIRED,
              Optional.empty(),
              Optional.of(Path.of("keys")),
              Optional.empty()),
          () -> keys,
          () -> Parties.NONE,
          Clock.systemUTC(),
          new SimpleMeterRegistry());
  private final SourceRecord record = record();

  private SourceRecord record() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", key);
    headers.add(ProofHeaders.PARTY, PARTY.getBytes(UTF_8));
    headers.add(ProofHeaders.AT, Long.toString(now.toEpochMilli()).getBytes(UTF_8));
    headers.add(ProofHeaders.PROOF, sign().getBytes(UTF_8));
    return new SourceRecord(
        Topics.RENEWAL_REQUESTS.name(), 0, 0, now.toEpochMilli(), key, value, headers);
  }

  @Benchmark
  public String sign() {
    return Proof.of(
            new SigningKey(SigningKey.Signer.GATEWAY, gateway.id(), gateway.secret()),
            new SignedRecord(Topics.RENEWAL_REQUESTS.name(), key, value, PARTY, now.toEpochMilli()))
        .toString();
  }

  @Benchmark
  public Verdict judgeProof() {
    return required.judge(record);
  }

  @Benchmark
  public Claim judgeClaim() {
    return required.claim(record, request);
  }
}
