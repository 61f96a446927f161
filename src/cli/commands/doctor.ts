import { runCommand } from "../../config/run-command.ts";
import { selectGlyphs } from "../../ui/table/glyphs.ts";
import { createTheme } from "../../ui/table/theme.ts";
import { compose } from "../compose.ts";
import { detectColour } from "../detect-colour.ts";
import type { Check } from "../doctor/check.ts";
import { composeReport } from "../doctor/compose-report.ts";
import { examineSources } from "../doctor/examine-sources.ts";
import { examineTerminal } from "../doctor/examine-terminal.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type Io, note } from "../io.ts";
import { runLogged } from "../log/run-logged.ts";
import { openConfig } from "../open-config.ts";
import type { CommonOptions } from "../options.ts";

/** The options of `cimon doctor`. */
export interface DoctorOptions extends CommonOptions {
  readonly json?: true;
}

/** `cimon doctor`: what works of a configuration, what does not, and what to do about it. */
export async function runDoctor(options: DoctorOptions, io: Io): Promise<ExitCode> {
  const { config, selection } = await openConfig(options, io);
  return runLogged({ name: "doctor", options, config }, io, async (book) => {
    const composition = await compose(selection, book.onExchange, io.env);
    book.follow(composition.monitor);
    const names = selection.sources.map((source) => source.name).join(", ");
    if (io.stderr.isTTY) note(io, `cimon: asking ${names}`);
    const sources = await examineSources(selection.sources, composition, io);
    const terminal = await examineTerminal(io, runCommand);
    const report = { config: { file: config.file, origin: config.origin }, sources, terminal };
    if (options.json) io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else {
      const glyphs = selectGlyphs(options.ascii ?? config.ascii);
      const theme = createTheme(config.theme, detectColour(io.env, options.color));
      io.stdout.write(composeReport(report, { glyphs, theme }));
    }
    const checks: readonly Check[] = [...sources.flatMap((it) => it.checks), ...terminal];
    return checks.some(({ verdict }) => verdict === "fault") ? EXIT.failing : EXIT.ok;
  });
}
