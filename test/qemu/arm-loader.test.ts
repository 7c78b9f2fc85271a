import { testLoader } from "./loader-tests.ts";

testLoader("arm");
