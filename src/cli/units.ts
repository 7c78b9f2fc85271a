import { ancestorsOf } from "../rootfs/paths.ts";
import { printUnits } from "../units/print-units.ts";
import type { UnitFile } from "../units/unit-file.ts";
import { lastOf } from "./parse-arguments.ts";
import { withBuild } from "./run-build.ts";
import { DONE, type Session } from "./session.ts";
import { commitOutputs } from "./write-outputs.ts";

/** `units`: prints what systemd is to be given for the launchers, or writes it below a directory. Where `build` would find an error there is nothing. */
export const units = (session: Session): Promise<number> =>
  withBuild(session, async ({ result }) => {
    const code = session.conclude();
    if (code !== DONE || result.units === undefined) return code;
    const directory = lastOf(session.args, "output") ?? "-";
    if (directory === "-") await session.host.print(printUnits(result.units));
    else
      await writeFiles(
        session,
        directory.replace(/(?<=.)\/+$/, ""),
        result.units.flatMap(({ files }) => files),
      );
    return code;
  });

const writeFiles = ({ host }: Session, directory: string, files: readonly UnitFile[]): Promise<void> =>
  commitOutputs(host, async (outputs) => {
    outputs.directory(directory);
    for (const above of new Set(files.flatMap(({ path }) => ancestorsOf(path)))) outputs.directory(`${directory}/${above}`);
    for (const file of files) {
      const path = `${directory}/${file.path}`;
      if (file.kind === "link") outputs.link(path, file.target);
      else await outputs.write(path, [Buffer.from(file.text)]);
    }
  });
