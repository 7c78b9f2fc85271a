import { type Advice, writeValue } from "../../diagnostics/fix.ts";
import { quotedText } from "../../model/read-environment.ts";
import { DEFAULT_PATH, type VariablePlan } from "../../plan/environment.ts";
import { locationOf } from "../container-facts.ts";
import type { ContainerContext } from "../container-context.ts";
import { parametersIn, type ValueParameter } from "../environment-value.ts";
import type { ContainerRule, Found } from "../rule.ts";

/** LXC sets the text as it stands (src/lxc/confile.c, set_config_environment; src/lxc/conf.c, lxc_set_environment), and so does an OCI runtime. */
export const unexpandedValue: ContainerRule<"unexpanded-value"> = {
  kind: "container",
  code: "unexpanded-value",
  severity: "warning",
  title: "A value of Environment has a variable as in a shell, or a list of paths quotes, which stay in it as they are.",
  judge: (context) =>
    context.variablesLike(/[$"']/).flatMap((variable) => quoted(context, variable) ?? unexpanded(context, variable) ?? []),
};

const quoted = (context: ContainerContext, variable: VariablePlan): Found | undefined => {
  const bare = variable.value.replaceAll(/["']/g, "");
  // Other values may be of a syntax that has quotes, and what has them around all of it is variable-as-in-shell.
  if (!LISTS.has(variable.name) || bare === variable.value || !bare.startsWith("/") || quotedText(variable.value) !== undefined)
    return undefined;
  const location = locationOf(context, variable);
  const text = `${variable.name}=${bare}`;
  return {
    location,
    message: `the quotes belong to the value of ${variable.name}: programs get ${variable.value}`,
    help: writeValue(location, text, `write ${text}`),
  };
};

const unexpanded = (context: ContainerContext, variable: VariablePlan): Found | undefined => {
  const parameters = READ_BY_SHELL.test(variable.name) ? [] : parametersIn(variable).filter(({ name }) => isMeant(context, variable, name));
  const [first] = parameters;
  if (first === undefined) return undefined;
  return {
    location: locationOf(context, variable),
    message: `${first.text} in ${variable.name} is expanded by nobody: programs get it as it stands`,
    help: expandedHelp(context, variable, parameters),
  };
};

/** sh and bash expand these themselves: XCU 2.5.3, bash(1). */
const READ_BY_SHELL = /^(?:PS[0-4]|PROMPT_COMMAND|ENV|BASH_ENV)$/;

const LISTS = new Set(["PATH", "LD_LIBRARY_PATH"]);

/** What a program may make of `$NAME` by itself is its own; in a path it is the shell's, of these names and of the container's variables. */
const isMeant = ({ variables }: ContainerContext, { name: own, value }: VariablePlan, name: string): boolean =>
  LISTS.has(own) || own === "LD_PRELOAD" || (PATH_LIKE.test(value) && (USUAL.has(name) || variables(name).length > 0));

const PATH_LIKE = /^[$/][\w$/{}.:-]*$/;

const USUAL = new Set(["PATH", "LD_LIBRARY_PATH", "HOME", "USER", "LOGNAME", "PWD", "SHELL", "TMPDIR", "XDG_RUNTIME_DIR"]);

const expandedHelp = (context: ContainerContext, variable: VariablePlan, parameters: readonly ValueParameter[]): Advice => {
  const { name, value } = variable;
  const what = `write what ${parameters[0]?.text} stands for, or leave it out`;
  let text = value;
  for (const parameter of parameters) {
    const put = valueFor(context, name, parameter);
    if (put === undefined) return { help: what, fix: [] };
    text = text.replace(parameter.text, () => put);
  }
  if (LISTS.has(name)) {
    const parts = text.split(":").filter((part) => part !== "");
    text = parts.filter((part, index) => parts.indexOf(part) === index).join(":");
  }
  if (text === "" || text.includes("$")) return { help: what, fix: [] };
  return writeValue(locationOf(context, variable), `${name}=${text}`, `write ${name}=${text}`);
};

/** What the container has for a parameter: a variable can't refer to itself, for there is nothing before it. */
const valueFor = ({ variables }: ContainerContext, own: string, { name, operator }: ValueParameter): string | undefined => {
  if (name === own)
    return own === "PATH" && operator === "" ? DEFAULT_PATH.value : own === "LD_LIBRARY_PATH" && !/[-=?]/.test(operator) ? "" : undefined;
  const value = operator === "" ? variables(name).at(-1)?.value : undefined;
  return value === undefined || value.includes("$") ? undefined : value;
};
