import type { DemoAnswer } from "../http-types.ts";

/** An error page as Jetty makes it beneath Jenkins. */
export function htmlError(status: number, message: string, path: string): DemoAnswer {
  const toHtml = (text: string) => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");
  const rows = [
    ["URI", path],
    ["STATUS", String(status)],
    ["MESSAGE", message],
    ["SERVLET", "Stapler"],
  ].map(([name = "", value = ""]) => `<tr><th>${name}:</th><td>${toHtml(value)}</td></tr>\n`);
  const title = `${status} ${toHtml(message)}`;
  return {
    status,
    type: "text/html;charset=iso-8859-1",
    headers: { "cache-control": "must-revalidate,no-cache,no-store" },
    text: `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n<title>Error ${title}</title>\n</head>\n<body><h2>HTTP ERROR ${title}</h2>\n<table>\n${rows.join("")}</table>\n<hr><a href="https://eclipse.org/jetty">Powered by Jetty:// 9.4.33.v20201020</a><hr/>\n\n</body>\n</html>\n`,
  };
}

/** 404 as Jenkins words it, whether a thing does not exist or may not be seen. */
export function notFound(path: string): DemoAnswer {
  return htmlError(404, "Not Found", path);
}

/** Jenkins' own page for a request it could not serve. */
export function oopsPage(): DemoAnswer {
  return {
    status: 500,
    type: "text/html;charset=utf-8",
    text: '<!DOCTYPE html><html><head><title>Jenkins [Jenkins]</title></head><body id="jenkins"><h1>Oops!</h1><p>A problem occurred while processing the request.</p></body></html>\n',
  };
}

/** What anonymous gets where the server is closed: a page that leads to the sign-in. */
export function signInPage(path: string): DemoAnswer {
  const to = `/login?from=${encodeURIComponent(path)}`;
  return {
    status: 403,
    type: "text/html;charset=utf-8",
    headers: {
      "x-you-are-authenticated-as": "anonymous",
      "x-required-permission": "hudson.model.Hudson.Read",
      expires: "Thu, 01 Jan 1970 00:00:00 GMT",
    },
    text: `<html><head><meta http-equiv='refresh' content='1;url=${to}'/></head><body>\n\nAuthentication required\n\n</body></html>\n`,
  };
}
