import { testDevice } from "./device-tests.ts";

testDevice("arm", ["small"]);
