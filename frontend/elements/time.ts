/** Keeps `<time data-relative>` true while a page stays open. The server already wrote readable words. */

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60]];

function renew(format: Intl.RelativeTimeFormat, opened: number): void {
  const now = Date.now();
  document.querySelectorAll<HTMLTimeElement>("time[data-relative]").forEach((time) => {
    const age = (now - Date.parse(time.dateTime)) / 1000;
    const before = (opened - Date.parse(time.dateTime)) / 1000;
    const step = STEPS.find(([, seconds]) => age >= seconds);
    // Only when the words would differ from those the server wrote.
    if (step && Math.floor(age / step[1]) !== Math.floor(before / step[1])) time.textContent = format.format(-Math.floor(age / step[1]), step[0]);
  });
}

export function keepTimes(): void {
  const format = new Intl.RelativeTimeFormat((document.documentElement.lang || "en").replace(/^en$/, "en-GB"), { numeric: "auto", style: "short" });
  let opened = Date.now();
  document.addEventListener("htmx:finally:swap", () => { opened = Date.now(); });
  window.setInterval(() => renew(format, opened), 60_000);
}
