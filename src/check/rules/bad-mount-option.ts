import { type Advice, changeOptions } from "../../diagnostics/fix.ts";
import type { Mount } from "../../plan/mount.ts";
import { readAccounts } from "../../rootfs/read-accounts.ts";
import { findGroup, findUser } from "../../rootfs/find-account.ts";
import type { ContainerContext } from "../container-context.ts";
import { entryMounts } from "../mount-options.ts";
import { locationOfPart } from "../mount-parts.ts";
import { type OptionSense, senseIn } from "../option-sense.ts";
import { refusedMount } from "../../plan/refused-mount.ts";
import type { ContainerRule } from "../rule.ts";
import { unmappedIn } from "../unmapped-id.ts";

/** mount(2): EINVAL. */
export const badMountOption: ContainerRule<"bad-mount-option"> = {
  kind: "container",
  code: "bad-mount-option",
  severity: "either",
  title: "An option of a mount with a value that its file system refuses.",
  judge: (context) =>
    entryMounts(context).flatMap((mount) =>
      [...new Set(mount.options)].flatMap((option) => {
        const sense = senseIn(context, option, mount);
        const unmapped = sense.kind === "known" ? unmappedIn(context, mount, option) : undefined;
        if (sense.kind !== "bad-value" && unmapped === undefined) return [];
        const { severity, outcome } = refusedMount(mount, context.plan);
        return [
          {
            location: locationOfPart(context, mount, "options"),
            message: `${mount.destination}: ${mount.fsType} refuses ${option}${unmapped?.why ?? ""}: ${outcome}`,
            help: sense.kind === "bad-value" ? valueHelp(context, mount, sense) : unmapped?.help,
            severity,
          },
        ];
      }),
    ),
};

type BadValue = Extract<OptionSense, { kind: "bad-value" }>;

const valueHelp = ({ before }: ContainerContext, { parts }: Mount, { name, value, form }: BadValue): Advice | string => {
  const instead = [numberOf(name, value, before), withUnit(value)].find((each) => each !== undefined && form.fits(each));
  if (instead === undefined) return `its value is ${form.form}`;
  return changeOptions(parts?.options, { add: [`${name}=${instead}`] }, `write ${name}=${instead}: its value is ${form.form}`);
};

/** The number of a user or group of the host. */
const numberOf = (name: string, value: string, host: ContainerContext["before"]): string | undefined => {
  const accounts = readAccounts(host).value;
  const id = name === "uid" ? findUser(accounts, value)?.uid : name === "gid" ? findGroup(accounts, value)?.gid : undefined;
  return id === undefined ? undefined : `${id}`;
};

/** 10MB, 10 MiB as the kernel writes them. */
const withUnit = (value: string): string | undefined => /^(\d+[kmg])i?b$/i.exec(value)?.[1];
