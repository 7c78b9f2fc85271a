import type { Loaded } from "../../loader/loaded.ts";
import type { UndefinedSymbol } from "../../loader/undefined-symbols.ts";
import type { ContainerContext } from "../container-context.ts";
import { locationOf, pathVariable } from "../container-facts.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** glibc only. What a version is missing for does not start, and is said once: missing-symbol-version. */
export const undefinedSymbol: ContainerRule<"undefined-symbol"> = {
  kind: "container",
  code: "undefined-symbol",
  severity: "either",
  title: "A program or library wants a symbol that nothing has which the program loads.",
  judge: (context) => {
    const found = new Map<string, Found>();
    for (const { main, symbols } of undefinedIn(context)) {
      for (const isAtStart of [true, false]) {
        const some = symbols.filter((symbol) => symbol.isAtStart === isAtStart);
        for (const by of new Set(some.map((symbol) => symbol.by))) {
          const names = some.filter((symbol) => symbol.by === by).map(nameOf);
          // Many programs may have the same library want the same.
          const key = [by.node.contentOffset, isAtStart, ...names].join(" ");
          if (!found.has(key)) found.set(key, describe(context, { main, by, names, isAtStart }));
        }
      }
    }
    return [...found.values()];
  },
};

interface Lacking {
  readonly main: Loaded;
  readonly symbols: readonly UndefinedSymbol[];
}

/** What is undefined when each program starts; nothing where something that it loads is declared Unused, for then not all is known. */
const undefinedIn = (context: ContainerContext): readonly Lacking[] => {
  const bindsNow = pathVariable(context, "LD_BIND_NOW").length > 0;
  const { isUnused } = context.elfFiles();
  const lacks: Lacking[] = [];
  for (const { loader, running, linked } of context.closure().starts) {
    for (const each of loader.family === "glibc" ? linked : []) {
      const symbols = context.findUndefined(each, bindsNow);
      if (symbols.length === 0 || context.findUnmet(each).length > 0 || each.objects.some(({ node }) => isUnused(node.path))) continue;
      lacks.push({ main: running.main, symbols });
    }
  }
  return lacks;
};

const nameOf = ({ name, version }: UndefinedSymbol): string => (version === undefined ? name : `${name}@${version}`);

interface Wanting {
  readonly main: Loaded;
  readonly by: Loaded;
  readonly names: readonly string[];
  readonly isAtStart: boolean;
}

const SHOWN = 3;

const describe = (context: ContainerContext, { main, by, names, isAtStart }: Wanting): Found => {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more symbols` : "";
  const what = `${names.slice(0, SHOWN).join(", ")}${more}`;
  const when = isAtStart ? "it does not start" : "it ends when it calls that";
  return {
    location: locationOf(context, context.view.originOf(by.node.path)),
    message: `${by.node.path} wants ${what}, which nothing has that ${main.node.path} loads: ${when}`,
    help: `build ${by.node.path} for the libraries that it has here, or take those that it was built for into the host rootfs`,
    severity: isAtStart ? "error" : "warning",
  };
};
