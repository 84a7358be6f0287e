// The facade's own tests, on what has been built; the other tests take the packed tarball into places of their own.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests-js/facade/*.test.js", "tests-js/forms/*.test.js"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
