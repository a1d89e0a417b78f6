package alert

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/score/internal/alert/stream"
)

// readJSONL reads one object a line. Empty lines are passed over.
func readJSONL(r io.Reader, bad *Problems) ([]Alert, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), limits.Alert)
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
		bad.Add(line+1, "longer than %d MiB: name fewer events", limits.Alert>>20)
		return list, nil
	}
	return list, sc.Err()
}

// Parse reads one alert, an object as a line of JSON Lines holds it. The error says all
// that is wrong with it.
func Parse(text []byte) (Alert, error) {
	bad := Problems{}
	if text = bytes.TrimSpace(text); len(text) == 0 {
		return Alert{}, fmt.Errorf("an empty line is no alert: write an object such as %s", example)
	}
	a, ok := parseObject(0, text, &bad)
	if ok {
		return a, nil
	}
	var list []string
	for _, p := range bad.List {
		list = append(list, p.Text)
	}
	return Alert{}, errors.New(strings.Join(list, "; "))
}

// readArray reads one array of objects, as DataFrame.to_json(orient="records")
// writes it.
func readArray(r io.Reader, bad *Problems) ([]Alert, error) {
	bad.InArray = true
	var list []Alert
	for v, err := range stream.Values(r) {
		var broken *stream.BrokenError
		switch {
		case errors.As(err, &broken):
			bad.List = append(bad.List, Problem{Line: broken.Line, Text: broken.Text})
			return list, nil
		case err != nil:
			return nil, err
		}
		if a, ok := parseObject(v.Item, v.Raw, bad); ok {
			list = append(list, a)
		}
	}
	return list, nil
}

// object is an alert with each value still to be judged by itself, so that one
// wrong value does not hide the next.
type object struct {
	T      json.RawMessage `json:"t"`
	Entity json.RawMessage `json:"entity"`
	Type   json.RawMessage `json:"entity_type"` // as a table has it, in place of entity
	ID     json.RawMessage `json:"entity_id"`
	Score  json.RawMessage `json:"score"`
	Rule   json.RawMessage `json:"rule"`
	From   json.RawMessage `json:"from"`
	To     json.RawMessage `json:"to"`
	Events json.RawMessage `json:"events"`
}

func parseObject(line int, text []byte, bad *Problems) (Alert, bool) {
	var o object
	if text[0] != '{' {
		bad.Add(line, "%s is no alert: write an object such as %s", brief(text), example)
		return Alert{}, false
	}
	if err := json.Unmarshal(text, &o); err != nil {
		bad.Add(line, "not one JSON object: %v", err)
		return Alert{}, false
	}
	a := Alert{Line: line, InArray: bad.InArray}
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

// example is the shortest alert.
const example = `{"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":1,"rule":"R2"}`

func absent(b json.RawMessage) bool { return len(b) == 0 || string(b) == "null" }

func (o *object) time(to *int64, key string, b json.RawMessage, needed bool) (err error) {
	var s string
	switch {
	case absent(b) && needed:
		return fmt.Errorf("%s is missing: write the moment of the alert, such as 2022-03-08T07:15:01Z", key)
	case absent(b):
		return nil
	case b[0] >= '0' && b[0] <= '9':
		return fmt.Errorf("%s is %s: write a time in quotes, such as \"2022-03-08T07:15:01Z\"%s", key, brief(b),
			pandas(b))
	case json.Unmarshal(b, &s) != nil:
		return fmt.Errorf("%s is %s: write a time in quotes, such as \"2022-03-08T07:15:01Z\"", key, brief(b))
	}
	if *to, err = parseTime(s); err != nil {
		return fmt.Errorf("%s %w", key, err)
	}
	return nil
}

func (o *object) entity(a *Alert) error {
	if absent(o.Entity) && !(absent(o.Type) && absent(o.ID)) {
		kind, err := textOf("entity_type", o.Type)
		if err != nil {
			return err
		}
		id, err := textOf("entity_id", o.ID)
		if err != nil {
			return err
		}
		return a.about(kind, id, "entity_")
	}
	var e struct{ Type, ID *string }
	switch {
	case absent(o.Entity):
		return fmt.Errorf(`entity is missing: write "entity":{"type":"account","id":"PS0412233"}`)
	case json.Unmarshal(o.Entity, &e) != nil:
		return fmt.Errorf(`entity is %s: write {"type":"account","id":"PS0412233"}`, brief(o.Entity))
	}
	return a.about(e.Type, e.ID, "entity.")
}

// about sets what the alert is about; nil is what its key does not say.
func (a *Alert) about(kind, id *string, key string) (err error) {
	switch {
	case kind == nil:
		return fmt.Errorf("%stype is missing: write account, ip, session, person or campaign", key)
	case id == nil:
		return fmt.Errorf("%sid is missing: write the id as it stands in the log", key)
	}
	if a.Kind, err = parseKind(*kind); err != nil {
		return err
	}
	a.ID, err = CheckID(a.Kind, *id)
	return err
}

// textOf reads a text that has a key of its own.
func textOf(key string, b json.RawMessage) (s *string, err error) {
	if !absent(b) && json.Unmarshal(b, &s) != nil {
		return nil, fmt.Errorf("%s is %s: write it in quotes", key, brief(b))
	}
	return s, nil
}

// pandas says how a data frame writes times that are read here, where a number looks
// like what it writes by itself.
func pandas(b []byte) string {
	if len(b) == len("1646723701000") {
		return `; of pandas: to_json(orient="records", date_format="iso"), with times in UTC`
	}
	return ""
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
