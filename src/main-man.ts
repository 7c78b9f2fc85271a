import { manPage } from "./cli/man-page.ts";

/** Prints the manual page: `node main-man.js VERSION [DATE]`. */
const [version = "", date = ""] = process.argv.slice(2);
process.stdout.write(manPage(version, date));
