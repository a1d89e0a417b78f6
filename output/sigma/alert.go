package sigma

import (
	"encoding/json"
	"strconv"
	"time"
)

// Alert is what a rule says at one instant of the log.
type Alert struct {
	T        int64  // microseconds since 1970 UTC
	From     int64  // time of the first line that it rests on
	Rule     string // label of the rule
	Type, ID string // the entity: account, ip, session, person, or campaign for what is none of them
	Score    float64
	Count    string // what was compared; "" of a detection
	Group    []Member
	Events   []uint64 // audit events: the line that met the condition; of a campaign one of each account
}

// Member is a value that a correlation groups by.
type Member struct{ Name, Value string }

// Append appends the alert as a line of JSON, in the form that score reads.
func (a *Alert) Append(dst []byte) []byte {
	dst = appendTime(append(dst, `{"t":`...), a.T)
	dst = append(dst, `,"entity":{"type":"`...)
	dst = append(dst, a.Type...)
	dst = appendText(append(dst, `","id":`...), a.ID)
	dst = append(dst, `},"score":`...)
	dst = strconv.AppendFloat(dst, a.Score, 'f', 4, 64)
	dst = appendText(append(dst, `,"rule":`...), a.Rule)
	dst = appendTime(append(dst, `,"from":`...), a.From)
	dst = appendTime(append(dst, `,"to":`...), a.T)
	if a.Count != "" {
		dst = append(append(dst, `,"count":`...), a.Count...)
	}
	for i, m := range a.Group {
		dst = append(dst, []string{`,"group":{`, `,`}[min(i, 1)]...)
		dst = appendText(append(appendText(dst, m.Name), ':'), m.Value)
	}
	if len(a.Group) > 0 {
		dst = append(dst, '}')
	}
	for i, id := range a.Events {
		dst = append(dst, []string{`,"events":[`, `,`}[min(i, 1)]...)
		dst = append(dst, '"')
		const digits = 16
		hex := strconv.AppendUint(nil, id, 16)
		for range digits - len(hex) {
			dst = append(dst, '0')
		}
		dst = append(append(dst, hex...), '"')
	}
	if len(a.Events) > 0 {
		dst = append(dst, ']')
	}
	return append(dst, "}\n"...)
}

func appendText(dst []byte, text string) []byte {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always encodes
	}
	return append(dst, b...)
}

func appendTime(dst []byte, us int64) []byte {
	return time.UnixMicro(us).UTC().AppendFormat(dst, `"2006-01-02T15:04:05.000000Z"`)
}
