import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";

/** An answer over TLS. */
export interface TlsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** How to ask; `ca` is the PEM of the authority to trust. */
interface TlsQuestion {
  readonly ca: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

/** Asks a server over TLS, as `fetch` cannot be told whom to trust. */
export function askTls(url: string, { ca, headers = {}, method = "GET" }: TlsQuestion) {
  return new Promise<TlsAnswer>((resolve, reject) => {
    const sent = request(url, { ca, headers, method, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.on("error", reject).end();
  });
}
