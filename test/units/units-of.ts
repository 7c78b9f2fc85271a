import { planUnits } from "../../src/units/plan-units.ts";
import { messages, planOfTexts } from "../check/check-of.ts";
import type { EntrySketch } from "../rootfs/rootfs-of.ts";

/** A description: what stands in LxcParams beside LauncherName (the name in small letters), and in LxcConfig. */
export const container = (name: string, params: string, config = "", rootfs = ""): string =>
  `<CONTAINER SandboxName="${name}"><LxcParams><LauncherName>${name.toLowerCase()}</LauncherName>${params}</LxcParams>
<LxcConfig><UserName>app</UserName>${config}<Rootfs create="yes">${rootfs}</Rootfs></LxcConfig></CONTAINER>`;

export const exec = (command: string): string => `<ExecName>${command}</ExecName>`;

export const bind = (path: string, type: "dir" | "file", options = "rw,bind,nosuid,nodev,noexec"): string =>
  `<MountPoints><Entry type="${type}"><Source>${path}</Source><Destination>${path.slice(1)}</Destination><Options>${options}</Options></Entry></MountPoints>`;

export const READ_ONLY = "ro,bind,nosuid,nodev,noexec";

/** A file of the host. */
export const file = (path: string, content = ""): EntrySketch => ({ path: path.slice(1), content, mode: 0o755 });

export const unit = (name: string, content: string): EntrySketch => file(`/lib/systemd/system/${name}`, content);

const ACCOUNTS: readonly EntrySketch[] = [
  file("/etc/passwd", "root:x:0:0::/root:/bin/sh\napp:x:100:100::/:/bin/sh\n"),
  file("/etc/group", "root:x:0:\napp:x:100:\n"),
];

export interface UnitsSketch {
  readonly target?: "auto" | "oci";
  readonly host?: readonly EntrySketch[];
  readonly only?: readonly string[];
}

export interface PlannedUnits {
  readonly paths: readonly string[];
  readonly at: (path: string) => string;
  readonly service: (name: string) => string;
  readonly found: readonly string[];
}

/** What systemd is given for containers on a host: texts and links by their paths, and what was found. */
export const unitsOf = (texts: readonly string[], { host = [], only, target = "auto" }: UnitsSketch = {}): PlannedUnits => {
  const { plan, views, rootfs } = planOfTexts({
    texts,
    host: [...ACCOUNTS, ...host],
    options: { secure: true, missingSources: "warning", target },
  });
  const { value, diagnostics } = planUnits({ plan, host: rootfs, views, only });
  const files = value.flatMap((each) => each.files);
  const byPath = new Map(files.map((each) => [`/${each.path}`, each.kind === "link" ? `-> ${each.target}` : each.text]));
  return {
    paths: [...byPath.keys()],
    at: (path: string): string => byPath.get(path) ?? "",
    service: (name: string): string => byPath.get(`/usr/lib/systemd/system/${name}.service`) ?? "",
    found: messages(diagnostics),
  };
};

/** The lines of a text that begin with a word. */
export const linesOf = (text: string, ...keys: readonly string[]): readonly string[] =>
  text.split("\n").filter((line) => keys.some((key) => line.startsWith(`${key}=`)));
