/**
 * The escape sequence that puts text on the terminal's clipboard (OSC 52). Inside tmux it is sent
 * twice: tmux takes the first with `set-clipboard on`, and hands the second on with
 * `allow-passthrough on`; what it does not allow it swallows.
 */
export function composeCopy(text: string, insideTmux: boolean): string {
  const sequence = `\x1b]52;c;${Buffer.from(text, "utf8").toString("base64")}\x07`;
  if (!insideTmux) return sequence;
  return `${sequence}\x1bPtmux;${sequence.replaceAll("\x1b", "\x1b\x1b")}\x1b\\`;
}
