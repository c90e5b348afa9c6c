# The image of a release. It takes the binaries of the release as they are; the Dockerfile at the root, which everybody can build,
# compiles its own. Both must come to the same image otherwise.
FROM gcr.io/distroless/static-debian12:nonroot
ARG TARGETPLATFORM
COPY $TARGETPLATFORM/echowall /echowall
COPY LICENSE bot/draw/font/OFL.txt /licenses/
ENV ECHOWALL_STORE=bolt:/data/echowall.db TMPDIR=/data
USER 65532:65532
# A working directory that is made belongs to the user named before it.
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/echowall", "health"]
ENTRYPOINT ["/echowall"]
CMD ["run"]
