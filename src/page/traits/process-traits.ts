import { containerWhy } from "../../plan/container-why.ts";
import type { CommandPlan } from "../../plan/launcher-plan.ts";
import type { ContainerPlan } from "../../plan/plan.ts";
import type { ProcessPlan } from "../../plan/process-plan.ts";
import type { Why } from "../../plan/why.ts";
import type { TellReason } from "../reason.ts";
import { type Trait, trait } from "../trait.ts";

/** What its launcher starts, and as whom. */
export const processTraits = ({ launcher, conf, name, span }: ContainerPlan, tell: TellReason): readonly Trait[] => {
  if (launcher === undefined) return [];
  const { start, attaches } = launcher;
  const one = (title: string, { process: who, command, whys }: Started): Trait =>
    trait("processes", title, {
      value: identityText(who),
      detail: command.text,
      powers: who.uid === 0 ? ["root"] : [],
      reasons: whys.map(tell),
    });
  return [
    one("main process", { ...start, whys: [conf.init?.why ?? containerWhy({ name, span }), start.command.why] }),
    ...attaches.map((attach) => one(`attached: ${attach.param}`, { ...attach, whys: [attach.why] })),
  ];
};

interface Started {
  readonly process: ProcessPlan;
  readonly command: CommandPlan;
  readonly whys: readonly Why[];
}

/** `dnsmasq, uid 1002, gid 1002, groups 5 6`. */
export const identityText = ({ userName, uid, gid, groups }: ProcessPlan): string =>
  [
    ...(userName === undefined ? (uid === 0 ? ["root"] : []) : [userName]),
    `uid ${uid}`,
    `gid ${gid}`,
    ...(groups.length === 0 ? [] : [`groups ${groups.join(" ")}`]),
  ].join(", ");
