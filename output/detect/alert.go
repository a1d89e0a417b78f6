package detect

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/internal/detect/rule"
)

// The entities that these rules name.
const (
	Account = rule.Account
	IP      = rule.IP
	Session = rule.Session
)

// Alert is what a rule says at one line of the log.
type Alert struct {
	T        int64 // time of the line, microseconds since 1970 UTC
	Type     rule.Entity
	ID       string
	Score    float64 // orders the alerts of one rule; more is worse
	Rule     string
	From, To int64  // times of the first and last line that it rests on
	Why      string // what was seen, in the words of the log; empty for the rules that count
}

// Append appends the alert as a line of JSON.
func (a *Alert) Append(dst []byte) []byte {
	dst = append(dst, `{"t":`...)
	dst = appendTime(dst, a.T)
	dst = append(dst, `,"entity":{"type":"`...)
	dst = append(dst, a.Type...)
	dst = append(dst, `","id":`...)
	dst = appendText(dst, a.ID)
	dst = append(dst, `},"score":`...)
	dst = strconv.AppendFloat(dst, a.Score, 'f', 4, 64)
	dst = append(dst, `,"rule":"`...)
	dst = append(dst, a.Rule...)
	dst = append(dst, `","from":`...)
	dst = appendTime(dst, a.From)
	dst = append(dst, `,"to":`...)
	dst = appendTime(dst, a.To)
	if a.Why != "" {
		dst = append(dst, `,"why":`...)
		dst = appendText(dst, a.Why)
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
