package table

import (
	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/internal/encode/records"
)

// sessionsOwn are what only a session tells.
func sessionsOwn() []column[Session] {
	return []column[Session]{
		count("start_hour", "Local hour of the first line, 0 to 23.", func(s *Session) int64 { return s.StartHour }),
		count("nth", "Which session of the account's day it is, from 1.", func(s *Session) int64 { return s.Nth }),
		ratio("pause_before_s", "seconds", "From the account's line before to the first of the session.",
			func(s *Session) int64 { return s.Pause }),
		count("others_inside", "Lines of the account's other sessions while this one lasted.",
			func(s *Session) int64 { return s.Inside }),
		ratio("persons_to_mean", "ratio", "Persons over the own mean of a whole day.",
			func(s *Session) int64 { return fixed.Ratio(s.Trail.Persons*fixed.OneRatio, s.Past.Persons.Of()) }),
		ratio("first_seen_over_mean", "share", "Share of first-seen persons, less the own mean of days.",
			func(s *Session) int64 {
				return fixed.Minus(fixed.Ratio(s.Trail.New, s.Trail.Named), s.Past.NewShare.Of())
			}),
		ratio("away_over_mean", "share", "Share of persons from away, less the own mean of days.",
			func(s *Session) int64 {
				return fixed.Minus(fixed.Ratio(s.Trail.Away, s.Trail.Placed), s.Past.Away.Of())
			}),
		ratio("gap_to_mean", "ratio", "Median gap over the own mean of days.",
			func(s *Session) int64 { return fixed.Ratio(s.Trail.Gaps.Median(), s.Past.Gap.Of()) }),
	}
}

// SessionRows is the table sessions, with or without its labels.
func SessionRows(labelled bool) records.Table[Session] {
	row := func(s *Session) *Row { return &s.Row }
	t := records.Table[Session]{
		Name: "sessions",
		About: "One row a session and local day: what the session did in that day. A session that goes on over " +
			"midnight has a row in each day.",
		Root: true,
	}
	t.Columns = append(keys(row), sessionID())
	t.Columns = append(t.Columns, about(row)...)
	t.Columns = append(t.Columns,
		text("auth_method", "How it was signed in to, as in the audit log.", func(s *Session) string { return s.Auth }),
		yes("continued", "Whether it was there the day before.", func(s *Session) bool { return s.Continued }))
	t.Columns = append(t.Columns, columns(lift(ofTrails(), func(s *Session) *tr { return s.Trail }))...)
	own := append(sessionsOwn(), sincePast(row)...)
	t.Columns = append(t.Columns, columns(own)...)
	if labelled {
		t.Columns = append(t.Columns, labels(row)...)
	}
	return t
}
