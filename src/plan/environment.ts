import type { Variable } from "../model/container.ts";
import type { Why } from "./why.ts";

export interface VariablePlan {
  readonly name: string;
  readonly value: string;
  readonly why: Why;
}

/** A library that LD_PRELOAD names: a file name, or with a slash a path in the container (ld.so(8)). */
export interface PreloadPlan {
  readonly name: string;
  readonly why: Why;
}

/** lxc-execute starts with an empty environment: lxc-execute(1). */
export const DEFAULT_PATH: VariablePlan = {
  name: "PATH",
  value: "/usr/sbin:/usr/bin:/sbin:/bin",
  why: { reason: "a PATH where none is set, since lxc-execute starts with an empty environment: lxc-execute(1)", span: undefined },
};

/** The variables in order, a PATH if none is set, and all LD_PRELOAD libraries in one variable at the end. */
export const planEnvironment = (variables: readonly Variable[]): readonly VariablePlan[] => {
  const isPreload = ({ name }: Variable): boolean => name === PRELOAD;
  const [firstPreload] = variables.filter(isPreload);
  const libraries = new Set(
    variables
      .filter(isPreload)
      .flatMap(({ value }) => value.split(":"))
      .filter((each) => each !== ""),
  );
  return [
    ...(variables.some(({ name }) => name === "PATH") ? [] : [DEFAULT_PATH]),
    ...variables.filter((each) => !isPreload(each)).map((each) => ({ name: each.name, value: each.value, why: whyOf(each) })),
    ...(firstPreload === undefined || libraries.size === 0
      ? []
      : [{ name: PRELOAD, value: [...libraries].join(":"), why: whyOf(firstPreload) }]),
  ];
};

/** The libraries of LD_PRELOAD, split at colons and white space: ld.so(8). */
export const planPreloads = (variables: readonly Variable[]): readonly PreloadPlan[] => {
  const preloads = new Map<string, PreloadPlan>();
  for (const variable of variables) {
    if (variable.name !== PRELOAD) continue;
    for (const name of variable.value.split(/[:\s]+/)) {
      if (name !== "" && !preloads.has(name)) preloads.set(name, { name, why: whyOf(variable) });
    }
  }
  return [...preloads.values()];
};

const PRELOAD = "LD_PRELOAD";

const whyOf = ({ span }: Variable): Why => ({ reason: "Environment", span });
