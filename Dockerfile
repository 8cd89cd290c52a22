# The folder of `npm run build:production`, on nothing but Node. See docs/production.md.
FROM node:24-slim AS build
WORKDIR /build
COPY . .
RUN node scripts/build-production.mjs /srv/patchbay && install --directory --owner=node /srv/compiled
# What Node makes of the sources, kept in the image: a start need not do it again, nor write. Made by the user of the
# server and with its path, because Node's cache is separate for each; and readable, because root owns it below.
USER node
WORKDIR /srv/patchbay
RUN NODE_COMPILE_CACHE=/srv/compiled node --max-semi-space-size=8 --input-type=module --eval \
  "await Promise.all(['composition', 'server'].map((name) => import('/srv/patchbay/apps/server/src/' + name + '.ts')))" \
  && chmod -R a+rX /srv/compiled

FROM node:24-slim
ENV NODE_ENV=production NODE_COMPILE_CACHE=/srv/compiled
# Everything is root's and read alone: the server, as another user, changes nothing of it.
COPY --from=build --chown=root:root /srv /srv
WORKDIR /srv/patchbay
USER node
ENV HOST=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "apps/server/src/main.ts"]
