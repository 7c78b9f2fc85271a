import { testDevice } from "./device-tests.ts";

testDevice("arm", ["small", "cgroup-v1", "systemd"]);
