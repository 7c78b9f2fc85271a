import { testDevice } from "./device-tests.ts";

testDevice("arm64", ["small"]);
