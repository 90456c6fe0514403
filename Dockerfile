# syntax=docker/dockerfile:1
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY schemas schemas
COPY service-kit service-kit
COPY tracing tracing
COPY streams-test streams-test
COPY doubles doubles
COPY streams-kit streams-kit
COPY parties parties
COPY provenance provenance
COPY renewals-client renewals-client
COPY renewal-producer renewal-producer
COPY activation-stream activation-stream
COPY merchant-portal merchant-portal
COPY notifier notifier
COPY renewals-cli renewals-cli
COPY local-stack local-stack
COPY benchmarks benchmarks
COPY fault-tests fault-tests
COPY docs docs
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -pl renewals-cli -am package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/renewals renewals
WORKDIR /var/lib/renewals
COPY --from=build /src/local-stack/target/cli /opt/renewals/cli
COPY --from=build /src/local-stack/target/services /opt/renewals/services
COPY docker/aot docker/ready docker/renewals /opt/renewals/
USER renewals
ENTRYPOINT ["/opt/renewals/renewals"]
CMD ["--help"]
