package inspect

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// width is that of the terminal that the text is made for.
const width = 80

// mostSpells is how many spells of one sort are written out.
const mostSpells = 6

// WriteText writes an answer for people, at most 80 columns wide.
func (v *View) WriteText(ctx context.Context, out io.Writer) (Rest, error) {
	t := &writer{w: out, zone: v.Data.Zone, truth: v.Query.Truth, told: map[string]bool{}}
	if v.Profile != nil {
		t.profile(v.Profile)
	}
	if v.Query.IP != "" && v.Query.Truth {
		if err := t.address(v); err != nil {
			return Rest{}, err
		}
	}
	if v.Event != nil {
		t.event(v.Event)
	}
	rest, err := v.Days(ctx, func(d *Day) error {
		t.day(d, v)
		return t.err
	})
	if err != nil {
		return rest, err
	}
	t.end(rest)
	return rest, t.err
}

// writer prints and keeps its first error.
type writer struct {
	w     io.Writer
	zone  *time.Location
	truth bool
	begun bool            // something was printed
	told  map[string]bool // lists of fields that were printed
	err   error
}

// line prints a line, cut to the width.
func (t *writer) line(format string, args ...any) {
	s := strings.TrimRight(fmt.Sprintf(format, args...), " ")
	if r := []rune(s); len(r) > width {
		s = string(r[:width-1]) + "…"
	}
	if t.err == nil {
		_, t.err = fmt.Fprintln(t.w, s)
	}
	t.begun = true
}

// gap prints an empty line between two parts.
func (t *writer) gap() {
	if t.begun {
		t.line("")
	}
}

// wrapped prints words on as many lines as they take, those after the first further in.
func (t *writer) wrapped(first, indent, text string) {
	now := first
	for _, word := range strings.Fields(text) {
		if len([]rune(now))+1+len([]rune(word)) > width && strings.TrimSpace(now) != "" {
			t.line("%s", now)
			now = indent
		}
		if strings.TrimSpace(now) != "" && !strings.HasSuffix(now, " ") {
			now += " "
		}
		now += word
	}
	t.line("%s", now)
}

func (t *writer) profile(p *Profile) {
	what := cmp.Or(p.ProfessionName, p.Profile)
	if p.Profile != "" && what != p.Profile {
		what += " (" + p.Profile + ")"
	}
	t.wrapped("account "+p.ID+"  ", "  ", what)
	place := []string{p.SiteName, "site " + p.Site, p.Commune, "département " + p.Dept}
	t.wrapped("  ", "  ", strings.Join(nonempty(place), ", "))
	t.wrapped("  ", "  ", fmt.Sprintf("signs in by %s, opened %s", cmp.Or(p.Auth, "no means told"), p.CreatedOn))
	if p.Spells != nil {
		t.spells(p.Spells)
	}
}

func nonempty(list []string) (kept []string) {
	for _, s := range list {
		if s != "" && !strings.HasSuffix(s, " ") {
			kept = append(kept, s)
		}
	}
	return kept
}

// spells prints what was the matter with an account.
func (t *writer) spells(s *Spells) {
	many(t, s.Misuse, func(m truth.Account) string {
		owner := "the owner did not work meanwhile"
		if m.OwnerActive {
			owner = "the owner worked meanwhile"
		}
		return fmt.Sprintf("! misused by %s (%s) from %s to %s: %s answered, %s exposed; %s", m.Campaign, m.Acquired,
			t.at(m.First), t.at(m.Last), count(m.LookUps, "look-up"), count(m.Exposed, "person"), owner)
	})
	many(t, s.Tried, func(r truth.Tried) string {
		return fmt.Sprintf("! tried by %s (%s, %s) and not taken, %s to %s", r.Campaign, r.How,
			count(int64(r.Attempts), "time"), t.at(r.First), t.at(r.Last))
	})
	many(t, s.LookAlikes, func(l truth.LookAlike) string {
		return fmt.Sprintf("~ looks like an attack and is none: %s, %s to %s; may fool %s", l.Kind, t.at(l.From),
			t.at(l.To), strings.Join(l.Fools, ", "))
	})
	many(t, s.Responses, func(r truth.Response) string {
		by := ""
		if r.Control != "" {
			by = " by " + string(r.Control)
		}
		return fmt.Sprintf("+ %s%s at %s", r.Action, by, t.at(r.TS))
	})
	if len(s.Misuse)+len(s.Tried)+len(s.LookAlikes)+len(s.Responses) == 0 {
		t.line("  nothing was ever the matter with it")
	}
}

// many prints the first of some rows, and how many more there are.
func many[R any](t *writer, rows []R, tell func(R) string) {
	for i, r := range rows {
		if i == mostSpells {
			t.line("    and %d more like it", len(rows)-i)
			return
		}
		t.wrapped("  ", "    ", tell(r))
	}
}

// address prints which campaigns used the address.
func (t *writer) address(v *View) error {
	used, err := OfAddress(v.Data, v.ip.String())
	if err != nil {
		return err
	}
	t.line("address %s", v.ip)
	many(t, used, func(r truth.IP) string {
		banned := "never banned"
		if r.BannedAt != 0 {
			banned = "banned at " + t.at(r.BannedAt)
		}
		return fmt.Sprintf("! used by %s from %s to %s, %s", r.Campaign, t.at(r.First), t.at(r.Last), banned)
	})
	if len(used) == 0 {
		t.line("  no campaign ever used it")
	}
	return nil
}

// event prints all fields of one line.
func (t *writer) event(l *Line) {
	t.gap()
	t.line("event %016x", l.EventID)
	for _, f := range fieldsOf(&l.Event) {
		if f.text != "" {
			t.line("  %-17s %s", f.key, f.text)
		}
	}
	t.line("  %-17s %s:%d", "stands at", l.File, l.N)
}

func (t *writer) day(d *Day, v *View) {
	day, err := time.Parse(time.DateOnly, d.Date)
	title := d.Date
	if err == nil {
		title = day.Format("Monday 2 January 2006")
	}
	t.gap()
	t.line("%s, %s", title, t.zone)
	for i := range d.Groups {
		t.gap()
		t.group(&d.Groups[i], v)
	}
}

func (t *writer) group(g *Group, v *View) {
	head := "session " + hex(g.Session)
	if g.Session == 0 {
		head = "outside any session"
	}
	if v.Query.Account == "" && v.Profile == nil && g.Account != "" {
		head += "  " + g.Account
	}
	if auth := g.Lines[0].AuthMethod; auth != "" {
		head += "  " + auth
	}
	t.line("%s", head)
	var last *Line
	for i := range g.Lines {
		l := &g.Lines[i]
		t.from(&l.Event, last)
		t.why(l, last)
		t.entry(l, v)
		last = l
	}
}

// from prints where a line comes from and with what, where it differs from the last.
func (t *writer) from(ev *read.Event, last *Line) {
	if last == nil || ev.SrcIP != last.SrcIP {
		if !ev.SrcIP.IsValid() {
			t.line("  from no address")
		} else {
			place := strings.Join(nonempty([]string{ev.City, ev.Country}), ", ")
			t.wrapped("  from ", "    ", fmt.Sprintf("%s, %s (AS%d), %s", ev.SrcIP, cmp.Or(ev.ASOrg, "no network"),
				ev.ASN, place))
		}
	}
	if ev.UserAgent != "" && (last == nil || ev.UserAgent != last.UserAgent) {
		t.line("  with %s", ev.UserAgent)
	}
}

// signs of the labels that are not plainly benign.
var signs = map[string]string{"attack": "!", "collateral": "*", "policy": "+", "test": "?"}

// why prints what is true of the lines that follow, where it is not true of the last.
func (t *writer) why(l, last *Line) {
	before, fields := "", ""
	if last != nil {
		before, fields = noteOf(last.Mark), fieldsShown(last.Mark)
	}
	if note := noteOf(l.Mark); note != before {
		t.wrapped("  = ", "    ", cmp.Or(note, "benign"))
	}
	if shown := fieldsShown(l.Mark); shown != "" && shown != fields && !t.told[shown] {
		t.told[shown] = true
		t.wrapped("  = ", "    ", "exposed of a person: "+shown)
	}
}

func fieldsShown(m *Mark) string {
	if m == nil {
		return ""
	}
	return strings.Join(m.Fields, ", ")
}

// entry prints a line of the log.
func (t *writer) entry(l *Line, v *View) {
	sign, right := "", latency(l.LatencyUS)
	if l.Mark != nil {
		sign = signOf(l.Mark)
	}
	if v.Event != nil && l.EventID == v.Event.EventID {
		sign += ">"
	}
	if t.truth {
		right = ""
		if l.Mark != nil && l.Mark.Exposed > 0 {
			right = "exposed " + count(int64(l.Mark.Exposed), "person")
		}
	}
	at := time.UnixMicro(l.TS).In(t.zone).Format("15:04:05")
	t.line("%-2s %s  %-26s %-16s %3s  %s", sign, at, what(&l.Event), person(&l.Event), positive(l.Status), right)
}

func signOf(m *Mark) string {
	if s := signs[m.Label]; s != "" {
		return s
	}
	if m.BenignType != "" {
		return "~"
	}
	return ""
}

// noteOf tells what is true of a line; nothing of one that is plainly benign.
func noteOf(m *Mark) string {
	var parts []string
	if m == nil {
		return ""
	}
	switch {
	case m.Campaign != "":
		parts = append(parts, strings.TrimSpace(m.Label+" "+m.Campaign+", "+m.Phase))
	case m.BenignType != "":
		parts = append(parts, "look-alike "+m.BenignType)
	case m.Label != "" && m.Label != "benign":
		parts = append(parts, m.Label)
	}
	if m.Actor != "" && m.Actor != "owner" && len(parts) > 0 {
		parts = append(parts, "by "+m.Actor)
	}
	if m.CausedBy != "" {
		parts = append(parts, "because of "+m.CausedBy)
	}
	return strings.Join(parts, "; ")
}

// what says what a line does.
func what(ev *read.Event) string {
	s := ev.Action
	switch {
	case ev.Result != "":
		s += " " + ev.Result
		if ev.PersonsReturned > 1 {
			s += fmt.Sprintf(" (%d)", ev.PersonsReturned)
		}
	case ev.Outcome == "failure":
		s += " " + cmp.Or(ev.Reason, ev.Outcome)
	case ev.Action == "service_use":
		s = ev.Service
	}
	return s
}

func person(ev *read.Event) string {
	if ev.NIR != "" {
		return ev.NIR
	}
	return hex(ev.NIRRef)
}

func (t *writer) end(rest Rest) {
	t.gap()
	switch {
	case rest.Shown == 0:
		t.line("no line fits")
		return
	case rest.Left > 0:
		t.line("%s, %s left out (--limit 0 shows all)", count(rest.Shown, "line"), columns.Thousands(rest.Left))
	default:
		t.line("%s", count(rest.Shown, "line"))
	}
	if t.truth {
		t.line("! attack   * collateral   + policy   ? test   ~ look-alike; others are benign")
	}
}

// at writes a moment of the truth as a reader in its place would.
func (t *writer) at(ts truth.Time) string {
	if ts == 0 {
		return "never"
	}
	return time.UnixMicro(int64(ts)).In(t.zone).Format("Mon 2 Jan 15:04:05")
}

func hex(id uint64) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprintf("%016x", id)
}

func positive(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func latency(us int64) string {
	if us == 0 {
		return ""
	}
	return columns.Thousands((us+500)/1000) + " ms"
}

func count(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return columns.Thousands(n) + " " + noun
}
