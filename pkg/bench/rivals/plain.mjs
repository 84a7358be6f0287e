// What a console's own code does for passwords and logins: regular expressions and dates, fields alone, no reasons.
const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[!-/:-@[-`{-~]/];
const NEEDED = { consoleUser: 3, storageAccount: 4 };

/** The fields that stand against it; none where the password may be taken. */
export function password({ holder, password, confirmation, current, currentCorrect }) {
  const fields = [];
  const length = [...password].length;
  const classes = CLASSES.filter((each) => each.test(password)).length;
  if (length < 8 || length > 128 || classes < NEEDED[holder] || password === current) fields.push("password");
  if (confirmation !== undefined && confirmation !== password) fields.push("confirmation");
  if (currentCorrect === false) fields.push("current");
  return fields;
}

/** Whether somebody may come in. */
export function authentication(request, now) {
  if (request.kind === "login") return failures(request, now) < 10;
  if (request.kind === "apiKey") return request.state === "active" && Date.parse(request.validUntil) > now;
  return now - Date.parse(request.lastActiveAt) < 180_000 && now - Date.parse(request.startedAt) < 2_592_000_000;
}

function failures({ address, user, failures, unlockedAt }, now) {
  const unlocked = unlockedAt === undefined ? -Infinity : Date.parse(unlockedAt);
  const since = Math.max(now - 86_400_000, unlocked > now ? -Infinity : unlocked);
  return failures.filter((each) => each.address === address && each.user === user && Date.parse(each.at) > since).length;
}
