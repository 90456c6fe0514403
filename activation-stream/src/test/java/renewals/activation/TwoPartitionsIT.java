package renewals.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.Activation;
import renewals.v1.UpdateKind;

/** What two instances of the service make of two partitions. */
class TwoPartitionsIT extends TwoPartitions {

  @Test
  void shouldAnswerForTheKeysOfTheOtherInstance() throws Exception {
    List<String> renewals = List.of(id("asked", 0), id("asked", 1));
    try (ActivationService one = instance("one");
        ActivationService other = instance("other")) {
      for (String renewal : renewals) {
        request(renewal);
        send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
      }
      awaitShared(one, other, renewals);

      for (String renewal : renewals) {
        Patience.await("usable", () -> isUsable(one, renewal) && isUsable(other, renewal));
        assertThat(answer(one, "/v1/renewals/" + renewal))
            .isEqualTo(answer(other, "/v1/renewals/" + renewal));
        assertThat(answer(one, "/v1/cards/" + card(renewal)))
            .isEqualTo(answer(other, "/v1/cards/" + card(renewal)));
      }
    }
  }

  @Test
  void shouldListAMerchantsCardsFromEitherInstanceWhereverTheyLie() throws Exception {
    String merchant = id("M-listed", 1);
    List<String> renewals = Stream.of(id("listed", 0), id("listed", 1)).sorted().toList();
    try (ActivationService one = instance("one");
        ActivationService other = instance("other")) {
      for (String renewal : renewals) {
        request(renewal, merchant);
        send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
      }
      awaitShared(one, other, renewals);
      String cards = "/v1/merchants/%s/cards".formatted(merchant);
      String usable = "/v1/merchants/%s/renewals?state=USABLE".formatted(merchant);

      Patience.await(
          "both listed by both",
          () ->
              idsIn(one, cards, "cards").equals(renewals)
                  && idsIn(other, cards, "cards").equals(renewals)
                  && idsIn(one, usable, "renewals").equals(renewals)
                  && idsIn(other, usable, "renewals").equals(renewals));

      JsonNode card = cards(one, cards).get(0);
      JsonNode single = answer(one, "/v1/cards/" + card.path("iccid").asText());
      assertThat(card.path("state").asText()).isEqualTo("ACTIVE");
      assertThat(card.path("validUntil")).isEqualTo(single.path("validUntil"));
      assertThat(card.path("dataBytes")).isEqualTo(single.path("dataBytes"));
      // a copy that is behind may say where another page begins by what held before: asked anew
      Patience.await("two pages of one card each", () -> areTwoPages(other, one, cards));
      Patience.await(
          "up to when it has been read", () -> answer(one, cards).hasNonNull("readUpTo"));
      assertThat(status(one, "/v1/merchants/nobody/cards")).isIn(404, 503);
    }
  }

  /**
   * Whether one instance's first page and the other's next one have a card each, and not the same.
   */
  private boolean areTwoPages(ActivationService first, ActivationService next, String path)
      throws Exception {
    JsonNode page = answer(first, path + "?limit=1");
    String cursor = page.path("cursor").asText();
    if (cursor.isEmpty()) {
      return false;
    }
    JsonNode here = page.path("cards");
    JsonNode there = answer(next, path + "?limit=1&cursor=" + cursor).path("cards");
    return here.size() == 1 && there.size() == 1 && !here.get(0).equals(there.get(0));
  }

  /** A list of cards; one that changes hands between two instances isn't there for a moment. */
  private JsonNode cards(ActivationService service, String path) throws Exception {
    AtomicReference<JsonNode> cards = new AtomicReference<>();
    Patience.await(
        "an answer to " + path,
        () -> {
          cards.set(answer(service, path).path("cards"));
          return !cards.get().isEmpty();
        });
    return cards.get();
  }

  /** The ids of the renewals in a list, sorted. */
  private List<String> idsIn(ActivationService service, String path, String list) throws Exception {
    List<String> ids = new ArrayList<>();
    answer(service, path).path(list).forEach(one -> ids.add(one.path("renewalId").asText()));
    ids.sort(null);
    return ids;
  }

  private int status(ActivationService service, String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhileInstancesComeAndGo() throws Exception {
    List<String> renewals = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      renewals.add(id("kept" + n, n % PARTITIONS));
    }
    ActivationService first = instance("one");
    CompletableFuture<Void> left = new CompletableFuture<>();
    try {
      for (String renewal : renewals) {
        request(renewal);
      }
      Patience.await("ready", () -> KafkaBench.isReady(first.port()));
      try (ActivationService second = instance("other")) {
        for (String renewal : renewals) {
          send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        }
        awaitShared(first, second, renewals);
        Thread.startVirtualThread(() -> close(first, left));
        for (String renewal : renewals) {
          send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
        }
        left.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);

        Patience.await("all usable", () -> areUsable(second, renewals));
      }
    } finally {
      first.close();
    }
    assertThat(
            kafka.events(Topics.RENEWAL_ACTIVATIONS, new Activation()).stream()
                .map(Activation::getRenewalId)
                .filter(renewals::contains))
        .containsExactlyInAnyOrderElementsOf(renewals);
    assertThat(renewals)
        .allSatisfy(
            renewal ->
                assertThat(kinds(renewal))
                    .containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID, UpdateKind.APPROVED));
    assertThat(renewals).allSatisfy(renewal -> assertThat(deadLetters(renewal)).isEmpty());
  }

  private static void close(ActivationService service, CompletableFuture<Void> closed) {
    try {
      service.close();
      closed.complete(null);
    } catch (RuntimeException e) {
      closed.completeExceptionally(e);
    }
  }

  /** Waits until each of the two works on a partition, so that each says so of a renewal there. */
  private void awaitShared(ActivationService one, ActivationService other, List<String> renewals)
      throws Exception {
    Patience.await("each its partition", () -> works(one, renewals) && works(other, renewals));
  }

  private boolean works(ActivationService service, List<String> renewals) throws Exception {
    for (String renewal : renewals) {
      HttpRequest here =
          HttpRequest.newBuilder(uri(service, "/v1/renewals/" + renewal))
              .header("X-Passed-On", "1")
              .build();
      if (http.send(here, BodyHandlers.discarding()).statusCode() == 200) {
        return true;
      }
    }
    return false;
  }
}
