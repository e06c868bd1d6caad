/** Days of the calendar as a spec writes them, `YYYY-MM-DD`. As texts they are in the order of time. */

/** The day, in UTC, of a moment. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The day so many days after another. */
export const daysAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));

/** Whether a text is a day that there is. */
export function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`); // 30 February becomes a day of March, or no date at all
  return !Number.isNaN(moment.getTime()) && dayOf(moment) === text;
}

/** The last day of the month that a text `YYYY-MM-…` names. */
export function lastDayOfMonth(text: string): string {
  const [year = "", month = ""] = text.split("-");
  const days = ["31", "30", "29", "28"].map((day) => `${year}-${month}-${day}`);
  return days.find(isDay) ?? text;
}
