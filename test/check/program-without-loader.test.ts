import { expect, it } from "vitest";
import { checkOf, elf, LD, libraries, library, messages, mount, program } from "./check-of.ts";

const HOST = [
  elf(LD.slice(1), { soname: "ld-linux.so.3" }),
  { ...library("usr/lib/libapp.so.1", "libc.so.6"), mode: 0o755 },
  library("usr/lib/libc.so.6", "ld-linux.so.3"),
  elf("usr/bin/static"),
  program("usr/bin/app", "libc.so.6"),
];

const found = (exec: string): readonly string[] =>
  messages(
    checkOf({ host: HOST, exec, rootfs: mount(exec, { options: "ro,bind,nosuid,nodev" }) + libraries("ld-linux", "libc") }),
    "program-without-loader",
  );

it("is a library that is executed", () => {
  expect(found("/usr/lib/libapp.so.1")).toEqual([
    "program-without-loader: ExecName /usr/lib/libapp.so.1 can't run: usr/lib/libapp.so.1 is a library, which names no program interpreter to load libc.so.6",
  ]);
});

it.each(["/usr/bin/app", "/usr/bin/static", LD])("is not %s", (exec) => {
  expect(found(exec)).toEqual([]);
});
