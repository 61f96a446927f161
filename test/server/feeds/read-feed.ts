import { XMLParser, XMLValidator } from "fast-xml-parser";

/** A document as a program that reads feeds sees it; rejects one that is not well-formed. */
export function readXml(text: string) {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`${verdict.err.msg} in line ${verdict.err.line}:\n${text}`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => name === "Project" || name === "entry",
  });
  return parser.parse(text);
}

/** What nobody calls anything, unless to do harm. */
export const HOSTILE = `"><script>alert(1)</script>'&amp;\u202e]]>{}\n`;
