// Measures lxc-overlay beside other tools: docs/performance.md has the rows, how they are measured and what is aimed at.
//
//   --only NAME   only rows and curves whose names begin with it; repeatable
//   --quick       small inputs: shows that all commands work, and judges nothing
//   --markdown    nothing but the tables on standard output, as they stand in docs/performance.md
//
// Exits 1 if an aim is missed.
import { parseArgs } from "node:util";
import type { Command } from "./command.ts";
import { type Curve, judgeGrowth } from "./growth/curve.ts";
import { curvesOf, startOf } from "./growth/curves.ts";
import { neededFor, provide, readOnce } from "./input.ts";
import { describeMachine, isInstalled } from "./machine.ts";
import { measure } from "./measure.ts";
import { commandsOf, judge, type Scene } from "./row.ts";
import { type Round, sample } from "./sampler.ts";
import { FULL, QUICK } from "./scale.ts";
import { SCENES } from "./scenes/all.ts";
import { cellsOf, cellsOfCurve, CURVE_HEADS, markdown, ROW_HEADS } from "./table.ts";

/** Of a curve, whose points are many and long. */
const ROUNDS_OF_CURVE = 3;

const { values } = parseArgs({
  options: { only: { type: "string", multiple: true }, quick: { type: "boolean" }, markdown: { type: "boolean" } },
});
const scale = values.quick ? QUICK : FULL;
const isWanted = ({ name }: { readonly name: string }): boolean => values.only?.some((each) => name.startsWith(each)) ?? true;

const leftOut: string[] = [];
const missed: string[] = [];

/** Whether this machine can run the commands; notes what it lacks. */
const isPossible = (name: string, commands: readonly Command[]): boolean => {
  const needed = commands.flatMap(({ needs, reads }) => [...needs, ...reads.flatMap(neededFor)]);
  const missing = [...new Set(needed)].filter((program) => !isInstalled(program));
  if (missing.length > 0) leftOut.push(`${name}: ${missing.join(", ")}`);
  return missing.length === 0;
};

/** Rounds of commands, with their inputs in memory. */
const roundsOf = (commands: readonly Command[], rounds: number): readonly Round[] => {
  const inputs = new Set(commands.flatMap(({ reads }) => reads));
  for (const use of [provide, readOnce]) inputs.forEach(use);
  return sample([...new Set(commands)], values.quick ? 1 : rounds, measure);
};

/** What is measured is told at once, for all together takes minutes. */
const tell = (cells: readonly string[]): readonly string[] => {
  const line = cells.filter((cell) => cell !== "").join("  ");
  if (values.markdown) console.error(line);
  else console.log(line);
  return cells;
};

/** What a command that fails spoils is missed, and told; the others are measured all the same. */
const attempt = <T>(rows: readonly { readonly name: string }[], work: () => readonly T[]): readonly T[] => {
  try {
    return work();
  } catch (cause) {
    missed.push(...rows.map(({ name }) => name));
    tell(["FAILED:", String(cause instanceof Error ? cause.message : cause).slice(0, 300)]);
    return [];
  }
};

const measureScene = (scene: Scene): readonly (readonly string[])[] => {
  const possible = scene.rows.filter((row) => isWanted(row) && isPossible(row.name, commandsOf(row)));
  return attempt(possible, () => measureRows(possible, scene.rounds));
};

const measureRows = (possible: Scene["rows"], rounds: number): readonly (readonly string[])[] => {
  const measured = roundsOf(possible.flatMap(commandsOf), rounds);
  return possible.map((row) => {
    const judged = judge(row, measured);
    if (judged.holds === false) missed.push(row.name);
    return tell(cellsOf(judged));
  });
};

const start = startOf(scale);

const measureCurve = (curve: Curve): readonly string[] => {
  const grown = judgeGrowth(curve, start, roundsOf([start, ...curve.points.map(({ command }) => command)], ROUNDS_OF_CURVE));
  if (grown.holds === false || grown.holdsMemory === false) missed.push(curve.name);
  return tell(cellsOfCurve(grown));
};

// The first run leaves what V8 compiled for the others.
roundsOf([start], 1);
const rows = SCENES.map((scene) => scene(scale)).flatMap(measureScene);
const curves = curvesOf(scale)
  .filter(isWanted)
  .flatMap((curve) => attempt([curve], () => [measureCurve(curve)]));

if (values.markdown) {
  console.log(describeMachine());
  for (const [heads, lines] of [[ROW_HEADS, rows] as const, [CURVE_HEADS, curves] as const]) console.log(`\n${markdown(heads, lines)}`);
}
if (leftOut.length > 0) tell(["left out, for this machine lacks what they need:", leftOut.join("; ")]);
if (values.quick) tell(["quick: nothing is judged"]);
else tell(missed.length === 0 ? ["all aims hold"] : ["missed:", missed.join(", ")]);
process.exitCode = missed.length === 0 || values.quick ? 0 : 1;
