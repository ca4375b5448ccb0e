// Tells the server the reader's time zone, on the login page too; the first page of all came before it was told. Not for: zones chosen in Settings.

const year = 31536000;

export function keep(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${year}; samesite=strict`;
}

/** Put the moments of a page that was made in UTC into the reader's zone, in the server's own words. */
function shift() {
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: zone });
  for (const one of document.querySelectorAll('time[title$="(UTC)"]')) {
    const told = words.format(new Date(one.dateTime)).replace("Sept ", "Sep ");
    one.textContent = one.textContent.includes(",") ? told : told.slice(-5);
    one.title = one.title.replace("(UTC)", `(${zone})`);
  }
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) {
  if (!/(?:^|; )zone=/.test(document.cookie)) shift();
  keep("zone", zone);
}
