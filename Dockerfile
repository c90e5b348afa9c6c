FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/echowall ./cmd/echowall \
 && mkdir /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/echowall /echowall
COPY --from=build /src/LICENSE /src/bot/draw/font/OFL.txt /licenses/
COPY --from=build --chown=65532:65532 /out/data /data
# All that is written goes to /data, so that the root file system can be read-only.
ENV ECHOWALL_STORE=bolt:/data/echowall.db TMPDIR=/data
WORKDIR /data
VOLUME /data
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/echowall", "health"]
ENTRYPOINT ["/echowall"]
CMD ["run"]
