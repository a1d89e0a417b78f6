package inspect

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// Days shows visit the days on which there is something to show, in order.
func (v *View) Days(ctx context.Context, visit func(*Day) error) (Rest, error) {
	w := &walk{View: v, visit: visit}
	if _, err := v.Data.AuditLog(); err != nil {
		return Rest{}, err
	}
	within := v.within()
	if len(within.Days("logs/audit", ".jsonl")) == 0 {
		return Rest{}, nil
	}
	log, err := within.AuditLog()
	if err != nil {
		return Rest{}, err
	}
	for ev, err := range log.All(ctx) {
		if err != nil {
			return Rest{}, err
		}
		if !v.wants(ev) {
			continue
		}
		file, n := log.Where()
		if err := w.take(Line{Event: *ev, File: file, N: n}); err != nil {
			return Rest{}, err
		}
	}
	w.rest.Left += int64(len(w.before)) // of an event that is not among them
	err = w.flush()
	if w.truth != nil {
		w.truth.close()
	}
	return w.rest, err
}

// within is the dataset with the days that the query may touch.
func (v *View) within() *read.Dataset {
	from, to := v.from, v.to
	if v.Event != nil {
		from, to = v.Event.TS-measure.Day, v.Event.TS+measure.Day
	}
	d := *v.Data
	d.Manifest.Files = slices.DeleteFunc(slices.Clone(d.Manifest.Files), func(f read.File) bool {
		day, err := time.ParseInLocation(time.DateOnly, read.DateOf(f.Path), d.Zone)
		return err == nil && (day.AddDate(0, 0, 1).UnixMicro() <= from || to != 0 && day.UnixMicro() >= to)
	})
	return &d
}

// walk gathers lines by day.
type walk struct {
	*View
	visit  func(*Day) error
	lines  []Line // of the day
	before []Line // the last ones before the event asked for
	after  int    // lines still wanted after it
	met    bool
	rest   Rest
	truth  *truths
}

func (w *walk) take(l Line) error {
	if w.Event == nil {
		return w.add(l)
	}
	switch {
	case l.EventID == w.Event.EventID:
		w.met, w.after = true, Around
		for _, b := range w.before {
			if err := w.add(b); err != nil {
				return err
			}
		}
		w.before = nil
		return w.add(l)
	case w.met && w.after > 0:
		w.after--
		return w.add(l)
	case w.met:
		w.rest.Left++
		return nil
	}
	if w.before = append(w.before, l); len(w.before) > Around {
		w.before = w.before[1:]
		w.rest.Left++
	}
	return nil
}

func (w *walk) add(l Line) error {
	if w.Query.Limit > 0 && w.rest.Shown >= int64(w.Query.Limit) {
		w.rest.Left++
		return nil
	}
	if len(w.lines) > 0 && w.lines[0].File != l.File {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.lines = append(w.lines, l)
	w.rest.Shown++
	return nil
}

// flush shows the lines gathered of a day.
func (w *walk) flush() error {
	if len(w.lines) == 0 {
		return nil
	}
	date := read.DateOf(w.lines[0].File)
	if w.Query.Truth {
		if w.truth == nil {
			w.truth = openTruths(w.Data)
		}
		if err := w.truth.mark(date, w.lines); err != nil {
			return err
		}
	}
	day := &Day{Date: date, Groups: groups(w.lines)}
	w.lines = w.lines[:0]
	return w.visit(day)
}

// groups puts lines together by session, in the order of their first lines.
func groups(lines []Line) (list []Group) {
	type key struct {
		session uint64
		account string
	}
	at := map[key]int{}
	for _, l := range lines {
		k := key{l.SessionID, ""}
		if k.session == 0 {
			k.account = l.Account
		}
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			list = append(list, Group{Session: l.SessionID, Account: l.Account})
		}
		list[i].Account = cmp.Or(list[i].Account, l.Account)
		list[i].Lines = append(list[i].Lines, l)
	}
	return list
}
