import type { Config } from "../model/config.ts";

/** What config.ini allows for tags, a line `NAME=VALUE` each; a numeric tag, for which nothing can be listed, has the line `NAME=`. */
export const printTagChoices = ({ tags, ranges }: Config): string =>
  [...[...tags].flatMap(([name, values]) => values.map((value) => `${name}=${value}\n`)), ...[...ranges].map((name) => `${name}=\n`)].join(
    "",
  );
