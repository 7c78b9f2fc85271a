import { testLoader } from "./loader-tests.ts";

testLoader("mips");
