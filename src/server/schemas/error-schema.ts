/** Every fault, the server's own and a CI server's. */
export const errorSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["kind", "message", "hint", "status", "retryAt"],
      properties: {
        kind: { type: "string" },
        message: { type: "string", description: "What is wrong, one sentence." },
        hint: { type: "string", description: "What to do next." },
        status: { type: ["integer", "null"], description: "What the CI server answered with." },
        retryAt: { type: ["string", "null"], format: "date-time" },
      },
    },
  },
} as const;
