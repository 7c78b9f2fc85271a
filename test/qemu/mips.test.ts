import { testDevice } from "./device-tests.ts";

testDevice("mips", ["small", "systemd"]);
