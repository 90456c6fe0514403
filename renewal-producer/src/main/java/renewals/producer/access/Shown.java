package renewals.producer.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.client.UnavailableException;
import renewals.kit.http.Arrival;
import renewals.parties.model.Parties;
import renewals.parties.model.Parties.Credential;
import renewals.parties.model.PartyKey;
import renewals.parties.signature.ContentDigest;
import renewals.parties.signature.RequestHead;
import renewals.parties.signature.RequestSignature;
import renewals.parties.signature.UnprovenException;
import renewals.parties.signature.UnprovenException.Reason;
import renewals.producer.domain.NonceLedger;

/** What a request shows for who sends it, before anything of it is believed. */
sealed interface Shown {

  /** The key that it names; empty where a certificate does. */
  String keyId();

  /** Whose key that is. */
  Credential find(Parties parties) throws UnprovenException;

  /** Holds it against the key. */
  void verify(PartyKey key) throws UnprovenException;

  /** Holds its times against the clock. */
  default void demandFresh(Instant now) throws UnprovenException {}

  default boolean coversBody() {
    return false;
  }

  /** Holds a body against it, and uses it up; the result is that of what is done meanwhile. */
  default <T> T prove(byte[] body, NonceLedger nonces, Supplier<T> meanwhile)
      throws UnprovenException {
    return meanwhile.get();
  }

  /** What a request shows: a signature, a token or a certificate, and one of the first two only. */
  static Shown by(RequestHead head, Arrival arrival) throws UnprovenException {
    List<String> authorization = head.field("authorization");
    if (RequestSignature.isBorneBy(head)) {
      if (!authorization.isEmpty()) {
        throw new UnprovenException(Reason.CREDENTIAL, "both a signature and Authorization");
      }
      RequestSignature signature = RequestSignature.of(head);
      signature.demandWhole(head);
      return new Signed(head, signature);
    }
    if (!authorization.isEmpty()) {
      return Token.of(authorization, arrival);
    }
    if (!arrival.certificates().isEmpty()) {
      return new ByCertificate(arrival.certificates().getFirst());
    }
    throw new UnprovenException(Reason.CREDENTIAL, "neither signature nor token nor certificate");
  }

  private static Credential byKeyId(Parties parties, String keyId) throws UnprovenException {
    return parties
        .key(keyId)
        .orElseThrow(() -> new UnprovenException(Reason.KEY, "nobody has a key of that name"));
  }

  /** A signature over head and body. */
  record Signed(RequestHead head, RequestSignature signature) implements Shown {

    @Override
    public String keyId() {
      return signature.keyId();
    }

    @Override
    public Credential find(Parties parties) throws UnprovenException {
      return byKeyId(parties, keyId());
    }

    @Override
    public void verify(PartyKey key) throws UnprovenException {
      signature.verify(key);
    }

    @Override
    public void demandFresh(Instant now) throws UnprovenException {
      signature.demandFresh(now);
    }

    @Override
    public boolean coversBody() {
      return true;
    }

    @Override
    public <T> T prove(byte[] body, NonceLedger nonces, Supplier<T> meanwhile)
        throws UnprovenException {
      ContentDigest.demandFit(head, body);
      CompletableFuture<Boolean> claim =
          nonces.claim(keyId(), signature.nonce(), signature.created());
      T done = meanwhile.get();
      boolean first;
      try {
        first = claim.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof UnavailableException unavailable) {
          throw RefusedRequestException.unavailable(String.valueOf(unavailable.getMessage()));
        }
        throw e;
      }
      if (!first) {
        throw new UnprovenException(Reason.REPLAY, "nonce was used before; a retry is signed anew");
      }
      return done;
    }
  }

  /** {@code Authorization: Bearer <keyId>.<secret>}. */
  record Token(String keyId, String token) implements Shown {

    private static final String SCHEME = "bearer ";

    static Token of(List<String> authorization, Arrival arrival) throws UnprovenException {
      String line = authorization.getFirst();
      boolean bearer =
          authorization.size() == 1 && line.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
      String token = bearer ? line.substring(SCHEME.length()).strip() : "";
      int dot = token.indexOf('.');
      if (dot <= 0) {
        throw new UnprovenException(
            Reason.CREDENTIAL, "Authorization is not one Bearer <keyId>.<secret>");
      }
      if (!arrival.confidential()) {
        throw new UnprovenException(Reason.TRANSPORT, "a token came without TLS");
      }
      return new Token(token.substring(0, dot), token);
    }

    @Override
    public Credential find(Parties parties) throws UnprovenException {
      return byKeyId(parties, keyId);
    }

    @Override
    public void verify(PartyKey key) throws UnprovenException {
      if (!(key instanceof PartyKey.Bearer bearer) || !bearer.fits(token)) {
        throw new UnprovenException(Reason.SIGNATURE, "the token is not the key's");
      }
    }

    @Override
    public String toString() {
      return "Token[" + keyId + "]";
    }
  }

  /** A client's certificate, which TLS has held against the authorities. */
  record ByCertificate(X509Certificate certificate) implements Shown {

    @Override
    public String keyId() {
      return "";
    }

    /** All its names are looked up: it must be one key's, and no more. */
    @Override
    public Credential find(Parties parties) throws UnprovenException {
      List<Credential> found =
          namesOf(certificate).stream()
              .map(parties::subject)
              .flatMap(Optional::stream)
              .distinct()
              .toList();
      if (found.size() != 1) {
        throw new UnprovenException(
            Reason.KEY, "the certificate names %d keys, expected one".formatted(found.size()));
      }
      return found.getFirst();
    }

    @Override
    public void verify(PartyKey key) {
      // TLS did
    }

    private static List<String> namesOf(X509Certificate certificate) throws UnprovenException {
      try {
        var names = certificate.getSubjectAlternativeNames();
        return names == null
            ? List.of()
            : names.stream().map(name -> textOf(name.get(1))).distinct().toList();
      } catch (CertificateParsingException e) {
        throw new UnprovenException(Reason.KEY, "the certificate's names can't be read");
      }
    }

    private static String textOf(@Nullable Object name) {
      return name instanceof String text ? text : "";
    }
  }
}
