# The command line in an image without npm: docker build -t euc-saml-audit .
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional
COPY . .
RUN npm run pack:cli

FROM node:24-slim
LABEL org.opencontainers.image.title="euc-saml-audit" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /src/dist/package /opt/euc-saml-audit
USER 1000:1000
WORKDIR /data
ENTRYPOINT ["node", "/opt/euc-saml-audit/dist/cli/bin.mjs"]
CMD ["--help"]
