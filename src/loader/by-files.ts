import type { Linked } from "./link.ts";

/**
 * Answers what is asked about a start once for the same files in the same order, whatever their paths: most containers start the same programs. So
 * the answer names objects by their indexes.
 */
export const byFiles = <T>(answer: (linked: Linked) => T): ((linked: Linked) => T) => {
  const known = new Map<string, { readonly value: T }>();
  return (linked) => {
    const key = linked.objects.map(({ node }) => node.contentOffset).join(" ");
    const found = known.get(key) ?? { value: answer(linked) };
    known.set(key, found);
    return found.value;
  };
};
