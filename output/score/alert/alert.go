package alert

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind is what an alert is about.
type Kind uint8

// The kinds of entities.
const (
	OnAccount Kind = iota
	OnIP
	OnSession
	OnPerson
	OnCampaign
)

var kindNames = [...]string{"account", "ip", "session", "person", "campaign"}

func (k Kind) String() string { return kindNames[k] }

// Alert is one alert of a detector. Times are microseconds since 1970 in UTC.
type Alert struct {
	Line     int   // of the file it was read from, or its place in the array that the file is, from 1
	T        int64 // when it was raised, in simulated time
	Kind     Kind
	InArray  bool     // it was read from an array
	ID       string   // of the entity, as in the log; an address in canonical form
	Score    float64  // finite; higher is more suspicious
	Rule     string   // name of the rule that raised it
	From, To int64    // what it speaks of; 0 = not said
	Events   []uint64 // audit events that it rests on; may be empty
}

// Append appends the alert as a line of JSON, in the form that [ReadAlerts] reads.
func (a *Alert) Append(dst []byte) []byte {
	type entity struct {
		Type string `json:"type"`
		ID   string `json:"id"`
	}
	line := struct {
		T      string   `json:"t,omitempty"`
		Entity entity   `json:"entity"`
		Score  *float64 `json:"score"` // null where it is no number, which reading refuses
		Rule   string   `json:"rule"`
		From   string   `json:"from,omitempty"`
		To     string   `json:"to,omitempty"`
		Events []string `json:"events,omitempty"`
	}{T: stamp(a.T), Entity: entity{a.Kind.String(), a.ID}, Rule: a.Rule, From: stamp(a.From), To: stamp(a.To)}
	if !math.IsNaN(a.Score) && !math.IsInf(a.Score, 0) {
		line.Score = &a.Score
	}
	for _, id := range a.Events {
		line.Events = append(line.Events, fmt.Sprintf("%016x", id))
	}
	b, err := json.Marshal(line)
	if err != nil {
		panic(err) // texts and finite numbers always encode
	}
	return append(append(dst, b...), '\n')
}

// stamp writes a time; none is empty.
func stamp(us int64) string {
	if us == 0 {
		return ""
	}
	return time.UnixMicro(us).UTC().Format("2006-01-02T15:04:05.000000Z")
}

// Problem is one thing wrong with a file of alerts.
type Problem struct {
	Line    int // 0 for the file as a whole
	Text    string
	InArray bool // the line is a place in an array
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.Text
	}
	if p.InArray {
		return fmt.Sprintf("alert %d of the array: %s", p.Line, p.Text)
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// MostProblems is how many problems of a file are kept with their text.
const MostProblems = 20

// Problems is all that is wrong with a file of alerts; nothing is scored then.
type Problems struct {
	File    string
	List    []Problem // by line
	InArray bool      // lines are places in an array
	Dropped int       // further problems
}

// ProblemsOf starts a list of what is wrong with alerts that were read from a file.
func ProblemsOf(file string, list []Alert) *Problems {
	return &Problems{File: file, InArray: len(list) > 0 && list[0].InArray}
}

func (p *Problems) Error() string {
	n := len(p.List) + p.Dropped
	noun := "problems"
	if n == 1 {
		noun = "problem"
	}
	return fmt.Sprintf("alerts %q: %d %s; nothing was scored", p.File, n, noun)
}

// Tell prints the problems, one a line after the name of the file, and how many more there are.
func (p *Problems) Tell(w io.Writer) {
	for _, problem := range p.List {
		fmt.Fprintf(w, "%s: %s\n", p.File, problem)
	}
	if p.Dropped > 0 {
		fmt.Fprintf(w, "and %d more\n", p.Dropped)
	}
}

// Add keeps the problems with the lowest line numbers.
func (p *Problems) Add(line int, format string, args ...any) {
	p.List = append(p.List, Problem{line, fmt.Sprintf(format, args...), p.InArray})
	if len(p.List) >= 4*MostProblems {
		p.cut()
	}
}

func (p *Problems) cut() {
	slices.SortStableFunc(p.List, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	if over := len(p.List) - MostProblems; over > 0 {
		p.Dropped += over
		p.List = p.List[:MostProblems]
	}
}

// Err is nil where there is nothing wrong.
func (p *Problems) Err() error {
	if p.cut(); len(p.List) == 0 {
		return nil
	}
	return p
}

// parseKind reads a kind by its name.
func parseKind(s string) (Kind, error) {
	if i := slices.Index(kindNames[:], s); i >= 0 {
		return Kind(i), nil
	}
	return 0, fmt.Errorf("entity type %q is not known: write account, ip, session, person or campaign", s)
}

// CheckID checks the form of an id and brings it into that of the log.
func CheckID(k Kind, id string) (string, error) {
	switch {
	case id == "":
		return "", fmt.Errorf("entity id is empty: write the id as it stands in the log")
	case k == OnIP:
		a, err := netip.ParseAddr(id)
		if err != nil {
			return "", fmt.Errorf("entity id %q is not an address: write src_ip as in the log", id)
		}
		return a.String(), nil
	case k == OnSession || k == OnPerson:
		if _, err := ParseHex(id); err != nil {
			column := map[Kind]string{OnSession: "session_id", OnPerson: "nir_ref"}[k]
			return "", fmt.Errorf("entity id %q is not a %s: write its sixteen hex digits as in the log", id, column)
		}
		return strings.ToLower(id), nil
	}
	return id, nil
}

// ParseHex reads an id of sixteen hex digits, of either case; anything else is an error.
func ParseHex(s string) (uint64, error) {
	if len(s) != 16 {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseUint(s, 16, 64)
}

// timeLayouts are the accepted forms of a time; all have an offset, without
// which a time means nothing.
var timeLayouts = [...]string{time.RFC3339Nano, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z07"}

func parseTime(s string) (int64, error) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UnixMicro(), nil
		}
	}
	return 0, fmt.Errorf("%q is not a time with its offset: write it as 2022-03-08T07:15:01.000042Z", s)
}

// checkWindow checks what an alert says that it speaks of.
func (a *Alert) checkWindow() error {
	switch {
	case a.From != 0 && a.To != 0 && a.From > a.To:
		return fmt.Errorf("from is after to: write the earlier moment as from")
	case a.From > a.T:
		return fmt.Errorf("from is after t: an alert speaks of what has happened")
	case a.To > a.T:
		return fmt.Errorf("to is after t: an alert speaks of what has happened; write t or an earlier moment")
	}
	return nil
}

func (a *Alert) setEvents(ids []string) error {
	for _, id := range ids {
		v, err := ParseHex(id)
		if err != nil {
			return fmt.Errorf("event %q is not an event id: write the sixteen hex digits of event_id", id)
		}
		a.Events = append(a.Events, v)
	}
	return nil
}

// Sort brings alerts into the order of time; those of one moment stay in
// the order of the file.
func Sort(list []Alert) {
	slices.SortStableFunc(list, func(a, b Alert) int { return cmp.Compare(a.T, b.T) })
}
