import { lookup } from "../../rootfs/lookup.ts";
import { readHostText } from "../../rootfs/read-file.ts";
import type { HostRootfs } from "../../rootfs/host-rootfs.ts";
import type { ProcessPlan } from "../../plan/process-plan.ts";
import { locationOf } from "../container-facts.ts";
import { placeOfCall } from "../launcher-calls.ts";
import type { ContainerRule } from "../rule.ts";
import { startingCalls } from "../unit-calls.ts";

/** dbus-daemon(1), "own": the common configuration denies all names, and a policy allows one. Seen with dbus-daemon 1.14. */
export const busNameDenied: ContainerRule<"bus-name-denied"> = {
  kind: "container",
  code: "bus-name-denied",
  severity: "warning",
  title: "A unit waits for a name on the bus that the container's user may not own.",
  judge: (context) =>
    startingCalls(context).flatMap((call) => {
      const name = call.service.get("BusName")?.value;
      if (call.type !== "dbus" || name === undefined || call.asked.param !== "start") return [];
      const owners = policies(context.host).filter(({ names }) => names.some((each) => covers(each, name)));
      const { process: owner } = call.asked;
      const [first] = owners;
      if (first === undefined || owners.some(({ user }) => user === undefined || isUser(owner, user))) return [];
      const who = owner.userName ?? "root";
      return {
        location: locationOf(context, call.asked.command),
        message: `${placeOfCall(call)} waits for ${name} on the bus, and /${first.file} lets ${first.user} own it, not ${who}, who the program is: the start times out`,
        help: `write <policy user="${who}"><allow own="${name}"/></policy> in /${first.file}`,
      };
    }),
};

interface Policy {
  /** Without a leading slash. */
  readonly file: string;
  /** Whose it is alone; `undefined` where it may be anybody's. */
  readonly user: string | undefined;
  /** The names that it lets own, and with a dot at the end what they begin with. */
  readonly names: readonly string[];
}

/** Where dbus-daemon reads the configuration of the system bus. */
const FILES = ["usr/share/dbus-1/system.conf", "etc/dbus-1/system.conf", "etc/dbus-1/system-local.conf"];
const DIRECTORIES = ["usr/share/dbus-1/system.d", "etc/dbus-1/system.d"];

const policies = (host: HostRootfs): readonly Policy[] =>
  [...FILES, ...DIRECTORIES.flatMap((directory) => filesIn(host, directory))].flatMap((file) => {
    const found = lookup(host, file);
    const text = found.kind === "found" && found.node.type === "file" ? (readHostText(host, found.node) ?? "") : "";
    return [...text.replace(/<!--[^]*?-->/g, "").matchAll(/<policy\b([^>]*)>([^]*?)<\/policy>/g)].map(
      ([, attributes = "", rules = ""]) => ({
        file,
        user: /\buser\s*=\s*["']([^"'*]*)["']/.exec(attributes)?.[1],
        names: [...rules.matchAll(/<allow\b[^>]*?\bown(_prefix)?\s*=\s*["']([^"']*)["']/g)].map(([, prefix, name = ""]) =>
          prefix === undefined ? name : `${name}.`,
        ),
      }),
    );
  });

const filesIn = (host: HostRootfs, path: string): readonly string[] => {
  const found = lookup(host, path);
  if (found.kind !== "found") return [];
  return host.nodes
    .namesIn(found.node.path)
    .filter((name) => name.endsWith(".conf"))
    .map((name) => `${path}/${name}`);
};

const covers = (owned: string, name: string): boolean =>
  owned === "*" || owned === name || (owned.endsWith(".") && `${name}.`.startsWith(owned));

const isUser = ({ uid, userName }: ProcessPlan, user: string): boolean => user === (userName ?? "root") || user === String(uid);
