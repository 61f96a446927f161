// undici's own entry would bring its mocks, caches and sockets along; the parts have no types.
declare module "undici/lib/api/api-connect.js" {
  const connect: unknown;
  export = connect;
}
declare module "undici/lib/dispatcher/dispatcher.js" {
  import { Dispatcher } from "undici";
  export = Dispatcher;
}
declare module "undici/lib/dispatcher/proxy-agent.js" {
  import { ProxyAgent } from "undici";
  export = ProxyAgent;
}
declare module "undici/lib/web/fetch/index.js" {
  export { fetch } from "undici";
}
