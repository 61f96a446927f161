import type { FastifyInstance } from "fastify";

/** Has the routes of a plugin take what a form of a page sends, as `URLSearchParams`. */
export function takeForms(app: FastifyInstance): void {
  const type = "application/x-www-form-urlencoded";
  app.addContentTypeParser(type, { parseAs: "string" }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
}
