import { type Dialect, DIALECTS } from "./options.ts";

/** A setting's key in lxc.conf, from a dialect on: lxc.container.conf(5) of that release. */
export type LxcKeys = Readonly<Partial<Record<Dialect, string>>>;

/** The key of a setting in a dialect of lxc.conf; `undefined` where the dialect has none. */
export const lxcKey = ({ lxc }: { readonly lxc: LxcKeys }, dialect: Dialect): string | undefined =>
  DIALECTS.slice(0, DIALECTS.indexOf(dialect) + 1)
    .flatMap((each) => lxc[each] ?? [])
    .at(-1);
