package table

import (
	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/internal/encode/records"
)

// daysOwn are what only a whole day tells.
func daysOwn() []column[Day] {
	return []column[Day]{
		count("weekday", "Day of the week, from 1, Monday, to 7.", func(d *Day) int64 { return weekday(d.Number) }),
		count("sessions", "Sessions with a line.", func(d *Day) int64 { return d.Sessions.Count }),
		count("session_switches", "Lines of another session than the line before.",
			func(d *Day) int64 { return d.Trail.Sessions.Switches }),
		count("two_client_sessions", "Sessions with more than one client.",
			func(d *Day) int64 { return d.Sessions.TwoClients }),
		count("two_address_sessions", "Sessions with more than one address.",
			func(d *Day) int64 { return d.Sessions.TwoAddresses }),
		count("short_sessions", "Sessions of less than a minute with a look-up.",
			func(d *Day) int64 { return d.Sessions.Short }),
		count("most_lookups_in_session", "Most look-ups of one session.",
			func(d *Day) int64 { return d.Sessions.MostLookUps }),
		count("most_persons_in_session", "Most persons of one session.",
			func(d *Day) int64 { return d.Sessions.MostPersons }),
	}
}

// weekday is that of a day since 1 January 1970, a Thursday.
func weekday(day int32) int64 { return int64(day+3)%7 + 1 }

// daysPast hold a day beside the account's own past: days with look-ups before
// it, with an exponential weight of 1/8 for the latest.
func daysPast() []column[Day] {
	return append(sincePast[Day](func(d *Day) *Row { return &d.Row }), []column[Day]{
		whole("days_since_active", "days", "Since the last day with a line; 1 = the day before.", func(d *Day) int64 {
			if d.Past.Days == 0 {
				return fixed.Null
			}
			return int64(d.Number - d.Past.LastDay)
		}),
		whole("new_hours", "count", "Local hours with a look-up in which there was none on an earlier day.",
			func(d *Day) int64 {
				if d.Past.Days == 0 {
					return fixed.Null
				}
				return d.Past.NewHours(d.Trail)
			}),
		score("persons_score", "Persons above the own mean, in own deviations, √mean at least.",
			func(d *Day) int64 { return d.Past.Persons.Score(d.Values.Persons) }),
		score("lookups_score", "Look-ups, likewise.",
			func(d *Day) int64 { return d.Past.LookUps.Score(d.Values.LookUps) }),
		score("returned_score", "Persons shown, likewise.",
			func(d *Day) int64 { return d.Past.Returned.Score(d.Values.Returned) }),
		ratio("persons_to_mean", "ratio", "Persons over the own mean.",
			func(d *Day) int64 { return fixed.Ratio(d.Values.Persons, d.Past.Persons.Of()) }),
		ratio("persons_to_first_week", "ratio", "Persons over the mean of the own first seven days with look-ups.",
			func(d *Day) int64 { return fixed.Ratio(d.Values.Persons, d.Past.Persons.Week()) }),
		ratio("persons_to_weekday", "ratio", "Persons over those of the same day of the week last time.",
			func(d *Day) int64 { return fixed.Ratio(d.Values.Persons, d.Past.OnWeekday(d.Number)) }),
		ratio("first_seen_over_mean", "share", "Share of first-seen persons, less the own mean.",
			func(d *Day) int64 { return fixed.Minus(d.Values.NewShare, d.Past.NewShare.Of()) }),
		ratio("away_over_mean", "share", "Share of persons from away, less the own mean.",
			func(d *Day) int64 { return fixed.Minus(d.Values.Away, d.Past.Away.Of()) }),
		ratio("away_over_first_week", "share", "The same, less that of the own first seven days.",
			func(d *Day) int64 { return fixed.Minus(d.Values.Away, d.Past.Away.Week()) }),
		ratio("new_dept_over_mean", "share", "Share of persons from where nobody was asked for, less the own mean.",
			func(d *Day) int64 { return fixed.Minus(d.Values.NewDepts, d.Past.NewDepts.Of()) }),
		ratio("unanswered_over_mean", "share", "Share of look-ups that found nobody, less the own mean.",
			func(d *Day) int64 { return fixed.Minus(d.Values.Failed, d.Past.Failed.Of()) }),
		ratio("gap_to_mean", "ratio", "Median gap over the own mean of it.",
			func(d *Day) int64 { return fixed.Ratio(d.Values.Gap, d.Past.Gap.Of()) }),
		ratio("hours_over_mean", "hours", "Hours with look-ups, less the own mean.",
			func(d *Day) int64 { return fixed.Minus(d.Values.Hours, d.Past.Hours.Of()) }),
		ratio("sessions_to_mean", "ratio", "Sessions over the own mean.",
			func(d *Day) int64 { return fixed.Ratio(d.Values.Sessions, d.Past.Sessions.Of()) }),
		ratio("pages_over_mean", "ratio", "Pages a look-up, less the own mean.",
			func(d *Day) int64 { return fixed.Minus(d.Values.Pages, d.Past.Pages.Of()) }),
	}...)
}

// sincePast are what both tables tell of the past.
func sincePast[T any](row func(*T) *Row) []column[T] {
	return []column[T]{
		count("past_days", "Days with a line of the account before this one.",
			func(r *T) int64 { return row(r).Past.Days }),
		whole("hours_since_reset", "hours", "From the account's last new password to the last line of the row.",
			func(r *T) int64 { return row(r).Past.HoursSinceReset(row(r).Trail.Last) }),
	}
}

// daysPeers hold a day beside other accounts.
func daysPeers() []column[Day] {
	persons := func(d *Day) int64 { return d.Trail.Persons * fixed.OneRatio }
	return []column[Day]{
		ratio("persons_to_profession", "ratio", "Persons over the median of the profession on the day before.",
			func(d *Day) int64 { return fixed.Ratio(persons(d), d.Peers.Median) }),
		ratio("persons_to_profession_week", "ratio", "Persons over the median of the profession a week before.",
			func(d *Day) int64 { return fixed.Ratio(persons(d), d.Peers.Week) }),
		count("accounts_on_address", "Accounts with a line from the busiest of its addresses today, itself included.",
			func(d *Day) int64 { return d.Peers.OnAddr }),
		count("accounts_on_block", "Accounts with a line from the busiest of its blocks of addresses (/24, /48) today.",
			func(d *Day) int64 { return d.Peers.OnBlock }),
		count("accounts_on_client", "Accounts with a line by the rarest of its clients today.",
			func(d *Day) int64 { return d.Peers.OnClient }),
	}
}

// daysWeb are what the access log tells; nothing without one.
func daysWeb() []column[Day] {
	of := func(f func(d *Day, w *Web) int64) func(*Day) int64 {
		return func(d *Day) int64 {
			if !d.Web.Read {
				return fixed.Null
			}
			return f(d, &d.Web)
		}
	}
	return []column[Day]{
		whole("requests", "count", "Lines of the access log with the account's name.",
			of(func(_ *Day, w *Web) int64 { return w.Requests })),
		ratio("requests_per_lookup", "ratio", "The same, over look-ups.",
			of(func(d *Day, w *Web) int64 { return fixed.Ratio(w.Requests, lookUps(d.Trail)) })),
		share("file_share", "Requests for scripts, styles, pictures and fonts.",
			of(func(_ *Day, w *Web) int64 { return fixed.Share(w.Files, w.Requests) })),
		share("error_share", "Requests answered with a status of 400 or more.",
			of(func(_ *Day, w *Web) int64 { return fixed.Share(w.Errors, w.Requests) })),
		share("no_referer_share", "Requests that do not say from which page they come.",
			of(func(_ *Day, w *Web) int64 { return fixed.Share(w.NoReferer, w.Requests) })),
		whole("paths", "count", "Different paths, at most 16.", of(func(_ *Day, w *Web) int64 { return w.Paths })),
		whole("answered_bytes", "bytes", "Size of the answers.", of(func(_ *Day, w *Web) int64 { return w.Bytes })),
	}
}

// Days is the table account_days, with or without its labels.
func Days(labelled bool) records.Table[Day] {
	row := func(d *Day) *Row { return &d.Row }
	t := records.Table[Day]{
		Name:  "account_days",
		About: "One row an account and local day with at least one line of the account in the audit log.",
		Root:  true,
	}
	t.Columns = append(keys(row), about(row)...)
	t.Columns = append(t.Columns, columns(lift(ofTrails(), func(d *Day) *tr { return d.Trail }))...)
	for _, list := range [][]column[Day]{daysOwn(), daysPast(), daysPeers(), daysWeb()} {
		t.Columns = append(t.Columns, columns(list)...)
	}
	if labelled {
		t.Columns = append(t.Columns, labels(row)...)
	}
	return t
}
