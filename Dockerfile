# docker build -t ionroller . ; docs/operations/container.md says how to run it.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
RUN ./mvnw -q -B -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true -Djacoco.skip=true -pl api -am package

FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --home-dir /var/lib/ionroller --create-home --shell /usr/sbin/nologin ionroller
COPY --from=build /source/api/target/app /opt/ionroller
USER 10001
WORKDIR /var/lib/ionroller
ENV IONROLLER_DATA=/var/lib/ionroller
VOLUME /var/lib/ionroller
# REST API; messages between nodes; nodes looking for each other.
EXPOSE 9000 17355 7626
# Without a second Java process: bash opens the connection itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# Java is the first process, so the signal to stop reaches it. More options for the JVM: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
  "@/opt/ionroller/lib/server.jvm", \
  "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/ionroller/lib/ionroller.jar"]
CMD ["server"]
