import type { ContainerContext } from "../container-context.ts";
import { loadedOf, besideOf, isOnHost, isSeen, nameOf, type Opened, type Row, type Started, startedIn, textIn } from "./started.ts";
import { lookup } from "../../rootfs/lookup.ts";
import { readHostText } from "../../rootfs/read-file.ts";
import { baseOf } from "../../rootfs/paths.ts";

/** The databases of nsswitch.conf(5), and the functions that ask for them. */
const DATABASES: readonly { readonly names: readonly string[]; readonly functions: readonly string[] }[] = [
  { names: ["passwd"], functions: ["getpwnam", "getpwnam_r", "getpwuid", "getpwuid_r", "getpwent"] },
  { names: ["group"], functions: ["getgrnam", "getgrnam_r", "getgrgid", "getgrgid_r", "getgrouplist", "initgroups", "getgrent"] },
  { names: ["shadow"], functions: ["getspnam", "getspnam_r"] },
  { names: ["hosts"], functions: ["getaddrinfo", "getnameinfo", "gethostbyname", "gethostbyname_r", "gethostbyname2", "gethostbyaddr"] },
  { names: ["services"], functions: ["getservbyname", "getservbyport"] },
];

const CONFIGURATION = "/etc/nsswitch.conf";

/** The modules of the name service that nsswitch.conf(5) names for what programs ask, and the files of name resolution: resolv.conf(5), hosts(5). */
export const nameServiceRow: Row = (started) => {
  const [libc] = loadedOf(started, "libc");
  if (libc === undefined) return [];
  const asked = DATABASES.filter(({ functions }) => started.uses(...functions)).flatMap(({ names }) => names);
  const own = textIn(started.context, CONFIGURATION);
  const text = own ?? hostText(started, CONFIGURATION) ?? "";
  // From glibc 2.34 on these two are in libc itself (NEWS of 2.34).
  const isInside = (service: string): boolean =>
    (service === "files" || service === "dns") && (started.context.versionsOf(libc.node)?.defined ?? []).includes("GLIBC_2.34");
  const services = new Set(asked.flatMap((database) => servicesOf(text, database)).filter((service) => !isInside(service)));
  const modules = [...services].map((service) => `libnss_${service}.so.2`).filter((name) => !started.context.hasName(name));
  const resolver: readonly Opened[] = asked.includes("hosts") ? [["/etc/resolv.conf"], ["/etc/hosts"]] : [];
  const opened = modules.map((name) => besideOf(libc, name)).filter((paths) => paths.some((path) => isOnHost(started.context, path)));
  return [...(own === undefined && opened.length > 0 ? [[CONFIGURATION]] : []), ...opened, ...resolver];
};

/** The services of a database; actions in brackets are no services. */
const servicesOf = (text: string, database: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line.startsWith(`${database}:`))
    .flatMap((line) =>
      line
        .slice(database.length + 1)
        .replaceAll(/\[[^\]]*\]/g, " ")
        .split(/\s+/),
    )
    .filter((service) => /^[\w-]+$/.test(service));

const hostText = ({ context: { host } }: Started, path: string): string | undefined => {
  const found = lookup(host, path);
  return found.kind === "found" && found.node.type === "file" ? readHostText(host, found.node) : undefined;
};

/** The converters of iconv_open(3), all but those of a few character sets modules in a directory of glibc. */
export const gconvRow: Row = (started) => {
  const [libc] = loadedOf(started, "libc");
  return libc === undefined || !started.uses("iconv_open") ? [] : [besideOf(libc, "gconv")];
};

/** What glibc loads to unwind the stack: "must be installed for pthread_exit to work", as it says where it aborts (sysdeps/generic/unwind-resume.c, misc/unwind-link.c). */
const UNWINDER = "libgcc_s.so.1";

export const unwinderRow: Row = (started) => {
  const libc = loadedOf(started, "libc").find((each) => nameOf(each) === "libc.so.6");
  return libc === undefined || !usesUnwinder(started) || started.context.hasName(UNWINDER) ? [] : [besideOf(libc, UNWINDER)];
};

/** Whether a library is the one that glibc loads itself, and programs of the container ask it for that. */
export const isUnwinderInUse = (context: ContainerContext, name: string): boolean => name === UNWINDER && usesUnwinder(startedIn(context));

/** pthread_exit(3), pthread_cancel(3). */
const usesUnwinder = ({ uses }: Started): boolean => uses("pthread_exit", "pthread_cancel");

/** The modules of PAM that the files of pam.d(5) in the container name; the directory itself where it has none. */
export const pamRow: Row = (started) => {
  const { context } = started;
  const [pam] = loadedOf(started, "libpam");
  if (pam === undefined) return [];
  if (!isSeen(context, "/etc/pam.d")) return [["/etc/pam.d"]];
  const texts = context.host.nodes.namesIn("etc/pam.d").flatMap((name) => textIn(context, `/etc/pam.d/${name}`) ?? []);
  const modules = new Set(texts.flatMap(modulesIn).filter((name) => !context.hasName(baseOf(name))));
  return [...modules].map((name) => (name.startsWith("/") ? [name] : besideOf(pam, `security/${name}`)));
};

/** `auth [success=1 default=ignore] pam_unix.so nullok`; a dash before it says that the module may lack. */
const modulesIn = (text: string): readonly string[] =>
  text.split("\n").flatMap((line) => /^(?:auth|account|password|session)\s+(?:\[[^\]]*\]|\w+)\s+(\S+\.so)\b/.exec(line.trim())?.[1] ?? []);
