import { locationOf } from "../container-facts.ts";
import type { ContainerRule } from "../rule.ts";

/** LXC starts programs in the root directory, where such a path may serve; after chdir(2) it leads elsewhere: ld.so(8). */
export const relativeLibraryPath: ContainerRule<"relative-library-path"> = {
  kind: "container",
  code: "relative-library-path",
  severity: "warning",
  title: "LD_LIBRARY_PATH has a path that is relative or empty, or LD_PRELOAD a relative one.",
  judge: (context) => [
    ...context
      .variables("LD_LIBRARY_PATH")
      .filter(({ value }) => value !== "")
      .flatMap((variable) => {
        const [first] = variable.value.split(/[:;]/).filter(isRelative);
        if (first === undefined) return [];
        const what = first === "" ? "an empty path, which stands for the working directory" : `the relative path ${first}`;
        const help = first === "" ? "take the colon away, or write the directory" : `write /${first}`;
        return { location: locationOf(context, variable), message: messageOf(variable.name, what), help };
      }),
    ...context.plan.preloads
      // A name alone is searched where libraries are.
      .filter(({ name }) => name.includes("/") && isRelative(name))
      .map((preload) => ({
        location: locationOf(context, preload),
        message: messageOf("LD_PRELOAD", `the relative path ${preload.name}`),
        help: `write /${preload.name}`,
      })),
  ],
};

/** What begins with a quote or a variable of a shell is told of as such. */
const isRelative = (path: string): boolean => !/^(?:\/|\$|["']\/)/.test(path);

const messageOf = (variable: string, what: string): string =>
  `${variable} has ${what}: it holds only while a program's working directory is the root`;
