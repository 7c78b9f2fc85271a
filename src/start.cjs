#!/bin/sh
":" //; exec node --v8-pool-size=1 "$0" "$@"
// dist/main.js. The line above is a shell command and a JavaScript string at once: it starts Node with one thread beside its own, since on two
// cores more of them cost a run of a second more time than they save.
//
// Every Node can read this file; the program itself is one for newer ones, which older ones would answer with a screen of its source.
var version = process.versions.node.split(".").map(Number);
var needed = { 16: [20, 2], 18: [7, 0] }[version[0]];
if (version[0] < 16 || version[0] === 17 || (needed && (version[1] < needed[0] || (version[1] === needed[0] && version[2] < needed[1])))) {
  console.error("lxc-overlay needs Node.js 16.20.2, 18.7 or newer; this is " + process.versions.node);
  process.exitCode = 3;
} else if (process.argv.length === 3 && /^(--version|-V)$/.test(process.argv[2])) {
  // Whoever asks only this need not wait for the program.
  console.log("lxc-overlay " + require("./package.json").version);
} else {
  require("./load-command.js");
}
