import { expect, it } from "vitest";
import { perContainer } from "../../src/plan/per-container.ts";
import type { ContainerPlan, Plan } from "../../src/plan/plan.ts";

const planCalled = (name: string): Plan => ({ containers: [{ name }] }) as unknown as Plan;

it("makes something once for each container of each plan, be it undefined", () => {
  const made: string[] = [];
  const namesOf = perContainer<string | undefined>((_, { name }) => {
    made.push(name);
    return name === "C" ? undefined : name;
  });
  const [a, b] = [planCalled("A"), planCalled("B")];
  const [c] = planCalled("C").containers as [ContainerPlan];
  const asked = [a, b, a, b].map((plan) => namesOf(plan, c));
  expect(asked).toEqual([undefined, undefined, undefined, undefined]);
  expect(namesOf(a, a.containers[0] ?? expect.unreachable())).toBe("A");
  expect(made).toEqual(["C", "C", "A"]);
});
