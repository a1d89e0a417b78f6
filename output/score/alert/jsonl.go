package alert

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

// maxAlertLine is the longest accepted line: an alert may name many events.
const maxAlertLine = 4 << 20

// readJSONL reads one object a line. Empty lines are passed over.
func readJSONL(r io.Reader, bad *Problems) ([]Alert, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxAlertLine)
	var list []Alert
	line := 0
	for sc.Scan() {
		line++
		text := bytes.TrimSpace(sc.Bytes())
		if len(text) == 0 {
			continue
		}
		if a, ok := parseObject(line, text, bad); ok {
			list = append(list, a)
		}
	}
	if errors.Is(sc.Err(), bufio.ErrTooLong) {
		bad.Add(line+1, "longer than %d MiB: name fewer events", maxAlertLine>>20)
		return list, nil
	}
	return list, sc.Err()
}

// object is an alert with each value still to be judged by itself, so that one
// wrong value does not hide the next.
type object struct {
	T      json.RawMessage `json:"t"`
	Entity json.RawMessage `json:"entity"`
	Score  json.RawMessage `json:"score"`
	Rule   json.RawMessage `json:"rule"`
	From   json.RawMessage `json:"from"`
	To     json.RawMessage `json:"to"`
	Events json.RawMessage `json:"events"`
}

func parseObject(line int, text []byte, bad *Problems) (Alert, bool) {
	var o object
	if err := json.Unmarshal(text, &o); err != nil {
		if other := (*json.UnmarshalTypeError)(nil); errors.As(err, &other) && other.Field == "" {
			bad.Add(line, "not one JSON object: the line is a JSON %s", other.Value)
			return Alert{}, false
		}
		bad.Add(line, "not one JSON object: %v", err)
		return Alert{}, false
	}
	a := Alert{Line: line}
	good := true
	check := func(err error) {
		if err != nil {
			bad.Add(line, "%v", err)
			good = false
		}
	}
	check(o.time(&a.T, "t", o.T, true))
	check(o.entity(&a))
	check(o.score(&a))
	check(o.rule(&a))
	check(o.time(&a.From, "from", o.From, false))
	check(o.time(&a.To, "to", o.To, false))
	check(o.events(&a))
	if good {
		check(a.checkWindow())
	}
	return a, good
}

func absent(b json.RawMessage) bool { return len(b) == 0 || string(b) == "null" }

func (o *object) time(to *int64, key string, b json.RawMessage, needed bool) (err error) {
	var s string
	switch {
	case absent(b) && needed:
		return fmt.Errorf("%s is missing: write the moment of the alert, such as 2022-03-08T07:15:01Z", key)
	case absent(b):
		return nil
	case json.Unmarshal(b, &s) != nil:
		return fmt.Errorf("%s is %s: write a time in quotes, such as \"2022-03-08T07:15:01Z\"", key, brief(b))
	}
	if *to, err = parseTime(s); err != nil {
		return fmt.Errorf("%s %w", key, err)
	}
	return nil
}

func (o *object) entity(a *Alert) (err error) {
	var e struct{ Type, ID *string }
	switch {
	case absent(o.Entity):
		return fmt.Errorf(`entity is missing: write "entity":{"type":"account","id":"PS0412233"}`)
	case json.Unmarshal(o.Entity, &e) != nil:
		return fmt.Errorf(`entity is %s: write {"type":"account","id":"PS0412233"}`, brief(o.Entity))
	case e.Type == nil:
		return fmt.Errorf("entity.type is missing: write account, ip, session, person or campaign")
	case e.ID == nil:
		return fmt.Errorf("entity.id is missing: write the id as it stands in the log")
	}
	if a.Kind, err = parseKind(*e.Type); err != nil {
		return err
	}
	a.ID, err = checkID(a.Kind, *e.ID)
	return err
}

func (o *object) score(a *Alert) error {
	switch err := json.Unmarshal(o.Score, &a.Score); {
	case absent(o.Score):
		return fmt.Errorf("score is missing: write a number, higher for more suspicious")
	case err != nil || math.IsInf(a.Score, 0) || math.IsNaN(a.Score):
		return fmt.Errorf("score is %s: write a finite number", brief(o.Score))
	}
	return nil
}

func (o *object) rule(a *Alert) error {
	if json.Unmarshal(o.Rule, &a.Rule) != nil || a.Rule == "" {
		return fmt.Errorf("rule is missing or no text: write the name of the rule")
	}
	return nil
}

func (o *object) events(a *Alert) error {
	var ids []string
	if absent(o.Events) {
		return nil
	}
	if json.Unmarshal(o.Events, &ids) != nil {
		return fmt.Errorf(`events is %s: write a list of event ids, such as ["923690df60fab643"]`, brief(o.Events))
	}
	return a.setEvents(ids)
}

// brief quotes a value in a message without letting it fill the screen.
func brief(b []byte) string {
	const most = 40
	if len(b) > most {
		return string(bytes.ToValidUTF8(b[:most], nil)) + "…"
	}
	return string(b)
}
