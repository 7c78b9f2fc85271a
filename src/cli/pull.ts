import { unsafeTitle } from "../oci/findings.ts";
import { pulledReport } from "../oci/pulled-report.ts";
import { allOf, chunksOf } from "../bytes/content.ts";
import { fetchArtifacts } from "./fetch-artifacts.ts";
import type { OpenedOverlay } from "./open-layout.ts";
import { lastOf } from "./parse-arguments.ts";
import { pulledNames } from "./pulled-names.ts";
import { readReference } from "./registry.ts";
import { readLayer, type ReadTarball } from "./read-tarball.ts";
import type { Session } from "./session.ts";
import { isSplitTitle } from "./slug.ts";
import { UsageError } from "./usage-error.ts";
import { writeOutputs } from "./write-outputs.ts";

/** `pull`: writes the overlays that a reference names into a directory, as plain tarballs with their reports beside them. */
export const pull = async (session: Session): Promise<number> => {
  const { args, host } = session;
  const [operand, ...more] = args.operands;
  const output = lastOf(args, "output");
  if (operand === undefined || more.length > 0) throw new UsageError("pull takes one place in a registry", args.command);
  if (output === undefined || output === "-") throw new UsageError("pull needs a directory: -o <dir>", args.command);
  const reference = readReference(session, operand);
  return await host.withTemporaryDirectory(async (scratch) => {
    const artifacts = await fetchArtifacts(session, reference, scratch);
    if (artifacts === undefined) return session.conclude();
    const directory = output.replace(/(?<=.)\/+$/, "");
    // An index may list a manifest twice.
    const overlays = [...new Map(artifacts.overlays.map((overlay) => [overlay.descriptor.digest, overlay])).values()];
    const names = await pulledNames(overlays);
    const files: PulledFile[] = [];
    for (const [index, overlay] of overlays.entries()) {
      const tarball = await readLayer(session, overlay, artifacts.name);
      const name = names[index];
      if (name === undefined) session.found([unsafeTitle(artifacts.name, overlay.title)]);
      else if (!tarball.broken) files.push({ overlay, tarball, path: `${directory}/${name}` });
    }
    if (files.length < overlays.length) return session.conclude();
    return await writeOutputs(session, {
      write: async (outputs) => {
        outputs.directory(directory);
        const written = [];
        for (const { overlay, tarball, path } of files) {
          const sha256 = await outputs.write(path, chunksOf(allOf(tarball.source)));
          const container = isSplitTitle(overlay.title) ? overlay.config.containers[0] : undefined;
          const report = pulledReport({ config: overlay.config, entries: [...tarball.entries], path, sha256, container });
          await outputs.write(`${path}.json`, [Buffer.from(report)]);
          written.push({ path, sha256 });
        }
        return written;
      },
    });
  });
};

interface PulledFile {
  readonly overlay: OpenedOverlay;
  readonly tarball: ReadTarball;
  readonly path: string;
}
