import { type LayoutName, parseLayoutName } from "../oci/layout-name.ts";
import { openLayout, type OpenedLayout } from "../layout/open-layout.ts";
import type { Session } from "./session.ts";
import { UsageError } from "./usage-error.ts";

/** Opens the image layout that an operand names. `undefined`: something is wrong, which is kept for the session's end. Throws a UsageError. */
export const openLayoutOperand = (session: Session, operand: string): OpenedLayout | undefined => {
  const { value, diagnostics } = openLayout(session.host, readLayoutName(session, operand), operand);
  session.found(diagnostics);
  return value;
};

/** Reads the name of an image layout. Throws a UsageError. */
export const readLayoutName = ({ args: { command } }: Session, operand: string): LayoutName => {
  const name = parseLayoutName(operand);
  if (name === undefined) throw new UsageError(`an OCI image layout is oci:<directory>[:tag], not ${operand}`, command);
  return name;
};
