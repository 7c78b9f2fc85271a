// Bundles the product: `node esbuild.config.mjs [--types] [DIRECTORY]`, by default into dist; with the types of `import "lxc-overlay"`, which
// take tsc some seconds, if asked. Every dependency is bundled, so that the result runs with Node alone.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const ROOT = import.meta.dirname;
const words = process.argv.slice(2);
const [outdir = join(ROOT, "dist")] = words.filter((word) => word !== "--types");

// What the source imports when it needs it (`await import("pako")`) becomes a file of its own, so that no run reads it in vain.
const LATE = { pako: "pako", fzstd: "fzstd" };

const late = {
  name: "late",
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path }) => {
      const [name] = Object.entries(LATE).find(([, module]) => module === path) ?? [];
      return kind === "dynamic-import" && name !== undefined ? { path: `./${name}.js`, external: true } : undefined;
    }),
};

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: {
    index: "src/index.ts",
    command: "src/main.ts",
    "main-rootfs": "src/main-rootfs.ts",
    "main-man": "src/main-man.ts",
    ...LATE,
  },
  plugins: [late],
  outdir,
  bundle: true,
  platform: "node",
  // The oldest one that we run on. Its functions are src/tsconfig.json's business, its syntax esbuild's.
  target: "node16.20.2",
  // Node starts its loader of CommonJS modules some 15 ms faster than that of ECMAScript ones.
  format: "cjs",
  supported: {
    // V8 postpones compiling a function, but not an arrow function: functions halve the time until the first line runs.
    arrow: false,
    // Of a file of ours: require is enough.
    "dynamic-import": false,
    // Those of the dependencies that Node 16 knows; esbuild does not tell them from newer ones and would build every expression at run time.
    "regexp-unicode-property-escapes": true,
  },
  // V8 reads every byte before the first line runs. Names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  // config.ini is part of the program, and so are the tables of docs/diagnostics.md, which SARIF tells from, and how a page looks.
  loader: { ".ini": "text", ".thread.cjs": "text", ".md": "text", ".css": "text" },
  // The licenses of dependencies stand together in a file of their own, below.
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

// The package is of ECMAScript modules, these files are not. The version is what main.js answers by itself.
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
writeFileSync(join(outdir, "package.json"), `${JSON.stringify({ type: "commonjs", version })}\n`);
copyFileSync(join(ROOT, "src/start.cjs"), join(outdir, "main.js"));
const command = lateModules(join(outdir, "command.js"));
writeFileSync(
  join(outdir, "load-command.js"),
  readFileSync(join(ROOT, "src/load-command.cjs"), "utf8").replace('SHA256_OF_COMMAND = ""', `SHA256_OF_COMMAND = "${command}"`),
);
// One program for import and require alike.
writeFileSync(join(outdir, "index.mjs"), 'export { apply, build, check } from "./index.js";\n');
writeFileSync(join(outdir, "NOTICES.txt"), noticesOf(Object.keys(metafile.inputs)));

writeFileSync(
  join(outdir, "lxc-overlay.1"),
  execFileSync(process.execPath, [join(outdir, "main-man.js"), version, dateOfRelease()], { encoding: "utf8" }),
);

if (words.includes("--types")) writeTypes();

/** As the CHANGELOG has it; empty before the first release. */
function dateOfRelease() {
  return /^## .*\b(\d{4}-\d\d-\d\d)\b/m.exec(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"))?.[1] ?? "";
}

/** Has those of Node's modules that take time to load loaded where they are used first; gives the sha256 of the program. */
function lateModules(path) {
  const text = readFileSync(path, "latin1");
  if (/[^\0-\x7f]/.test(text)) throw new Error(`${path} is not ASCII: load-command.cjs reads it as such`);
  const names = "(?:promises|node_(?:child_process|crypto|events|net|stream|zlib))\\d*";
  const late = text
    .replaceAll(new RegExp(`\\b(import_${names})=(require\\([^)]*\\))`, "g"), "$1=function(){return $2}")
    .replaceAll(new RegExp(`\\b(import_${names})\\.`, "g"), "$1().");
  writeFileSync(path, late);
  return createHash("sha256").update(late).digest("hex");
}

/** The declarations that index.d.ts needs, and it. */
function writeTypes() {
  const all = mkdtempSync(join(tmpdir(), "lxc-overlay-types-"));
  try {
    execFileSync("npx", ["tsc", "-p", "src", "--noEmit", "false", "--emitDeclarationOnly", "--outDir", all], {
      cwd: ROOT,
      stdio: "inherit",
    });
    const needed = new Set(["index"]);
    for (const name of needed) {
      // tsc leaves the endings of the source.
      const text = readFileSync(join(all, `${name}.d.ts`), "utf8").replaceAll(/from "(\..*)\.ts"/g, (_, path) => {
        needed.add(join(dirname(name), path));
        return `from "${path}.js"`;
      });
      const file = join(outdir, "types", `${name}.d.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    writeFileSync(join(outdir, "index.d.mts"), 'export * from "./types/index.js";\n');
  } finally {
    rmSync(all, { recursive: true });
  }
}

/** The licenses of the packages that these files are of: their texts, or, where a package brings none, what its package.json says. */
function noticesOf(files) {
  const directories = new Set(files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const notices = [...directories].sort().map((directory) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(ROOT, directory, "package.json"), "utf8"));
    if (license === undefined) throw new Error(`${directory} does not say its license`);
    const texts = licensesIn(join(ROOT, directory)).map((path) => readFileSync(path, "utf8").trim());
    const told = texts.length > 0 ? texts : [`The package has no license file. Its author: ${author?.name ?? author}`];
    return [`${name} ${version}: ${license}`, ...told].join("\n\n");
  });
  return `${["lxc-overlay holds the packages below.", ...notices].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function licensesIn(directory) {
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((path) => /\/(licen[cs]e|notice)[^/]*$/i.test(path));
}
