package edges

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/fixture"
	"github.com/breachsim/breachsim/output/sigma/fixture/witness"
)

// recast turns lines back into events of the generator, so that every encoder can write
// them. The texts of the lines become its catalogue.
type recast struct {
	cat  event.Catalog
	zone *time.Location
}

// further writes the cases of a pack in other log formats, beside the native one. left
// are those with a line that only the native form can say, and why.
func further(p *fixture.Pack, names []string) (files []fixture.File, left []fixture.Omitted, err error) {
	if len(names) == 0 {
		return nil, nil, nil
	}
	formats, err := encode.LogFormats(names)
	if err != nil {
		return nil, nil, err
	}
	zone, err := time.LoadLocation(fixture.Zone)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range formats {
		if f.Always {
			continue // it is there
		}
		if f.Columnar {
			return nil, nil, fmt.Errorf("format %s packs many lines, which a case does not have", f.Name)
		}
		for _, c := range p.Cases {
			r := recast{zone: zone, cat: event.Catalog{Networks: make([]event.NetworkText, 1),
				UserAgents: make([]string, 1),
				Places:     make([]event.PlaceText, 1), Requests: make([]event.RequestText, 1)}}
			days, err := r.days(c, f)
			if err != nil {
				left = append(left, fixture.Omitted{Case: c.Name + " as " + f.Name, Why: err.Error()})
				continue
			}
			files = append(files, days...)
		}
	}
	return files, left, nil
}

// days are the day files of a case in a format.
func (r *recast) days(c *fixture.Case, f encode.Format) (files []fixture.File, err error) {
	events, requests := make([]event.Event, len(c.Lines)), make([]event.Access, len(c.Lines))
	for i, l := range c.Lines { // all of them, before the texts are prepared
		if l.Audit != nil {
			events[i] = r.event(l.Audit)
		} else {
			requests[i] = r.request(l.Access)
		}
	}
	texts := encode.NewTexts(&r.cat)
	audit, access := texts.Audit(f, encode.HMAC), texts.Access(f, r.zone)
	for i, l := range c.Lines {
		var line []byte
		switch {
		case l.Audit != nil && audit != nil:
			line = audit(nil, &events[i])
			err = sameEvent(texts.JSONL(encode.HMAC)(nil, &events[i]), l.Audit)
		case l.Access != nil && access != nil:
			line = access(nil, &requests[i])
			err = sameRequest(texts.Combined(r.zone)(nil, &requests[i]), l.Access)
		default:
			continue // of the other log
		}
		if err != nil {
			return nil, err
		}
		day := time.UnixMicro(l.TS()).In(r.zone).Format(time.DateOnly)
		name := path.Join(c.Name, strings.TrimPrefix(strings.ReplaceAll(f.Layout, "DATE", day), "logs/"))
		at := slices.IndexFunc(files, func(x fixture.File) bool { return x.Path == name })
		if at < 0 {
			at = len(files)
			files = append(files, fixture.File{Path: name, Content: []byte(f.Header(encode.HMAC))})
		}
		files[at].Content = append(files[at].Content, line...)
	}
	return files, nil
}

// sameEvent refuses a line that says something which the portal never does, such as an
// action that it does not have: encoders know its words only.
func sameEvent(line []byte, want *read.Event) error {
	got, err := read.NewAudit(bytes.NewReader(line)).Next()
	if err != nil {
		return err
	}
	if *got != *want {
		return fmt.Errorf("a line says what the portal never does, such as %s", difference(
			string(witness.Line{Audit: got}.Append(nil, time.UTC)), string(witness.Line{Audit: want}.Append(nil,
				time.UTC))))
	}
	return nil
}

func sameRequest(line []byte, want *read.Request) error {
	got, err := read.NewAccess(bytes.NewReader(line)).Next()
	if err != nil {
		return err
	}
	x, y := *got, *want
	x.Offset, y.Offset = 0, 0
	if x != y {
		return fmt.Errorf("a request is one that the portal never sees: %s %s", want.Method, want.Path)
	}
	return nil
}

// difference is the first member of an object that another one does not have.
func difference(got, want string) string {
	members := strings.Split(got, `,"`)
	for _, m := range strings.Split(want, `,"`) {
		if !slices.Contains(members, m) {
			return strings.TrimSpace(strings.Replace(m, `"`, "", 1))
		}
	}
	return "the order of its members"
}

// event is a line of the audit log as an event. What the portal has no word for is left
// out, and found out by sameEvent.
func (r *recast) event(l *read.Event) event.Event {
	ev := event.Event{TS: l.TS, ID: l.EventID, Session: l.SessionID, Request: l.RequestID, ClientFP: l.ClientFP,
		NIRRef: l.NIRRef, Addr: event.FromNetip(l.SrcIP), LatencyUS: uint32(l.LatencyUS), ReqBytes: uint32(l.ReqBytes),
		RespBytes: uint32(l.RespBytes), Port: uint16(l.SrcPort), Status: uint16(l.Status),
		Persons: int16(l.PersonsReturned), PatientDept: event.NoPlace, Account: event.NoAccount}
	if l.Account != "" {
		ev.Account = uint32(place(&r.cat.Accounts, event.AccountText{ID: l.Account, Profession: l.Profession,
			Org: l.Org}))
	}
	if l.ASN != 0 {
		ev.Net = uint16(place(&r.cat.Networks, event.NetworkText{ASN: uint32(l.ASN), Org: l.ASOrg}))
	}
	if l.Country != "" {
		ev.Place = uint16(place(&r.cat.Places, event.PlaceText{Country: l.Country, City: l.City, Lat: degrees(l.Lat),
			Lon: degrees(l.Lon)}))
	}
	if l.PatientDept != "" {
		ev.PatientDept = uint8(place(&r.cat.Departments, l.PatientDept))
	}
	ev.UserAgent = r.agent(l.UserAgent)
	ev.Action, ev.Outcome = event.Action(word(event.Actions(), l.Action)), event.Outcome(word(event.Outcomes(),
		l.Outcome))
	ev.Reason, ev.Auth = event.Reason(word(event.Reasons(), l.Reason)), event.Auth(word(event.Auths(), l.AuthMethod))
	ev.Service, ev.Method = event.Service(word(event.Services(), l.Service)), event.Method(word(event.Methods(),
		l.Method))
	ev.Path, ev.Result = event.Path(word(event.Paths(), l.Path)), event.Result(word(event.Results(), l.Result))
	return ev
}

// request is a line of the access log as an event.
func (r *recast) request(q *read.Request) event.Access {
	const host = "https://portal.example"
	a := event.Access{TS: q.TS, Addr: event.FromNetip(q.SrcIP), Account: event.NoAccount, RespBytes: uint32(q.Bytes),
		Status: uint16(q.Status), UserAgent: r.agent(q.UserAgent), Method: event.Method(word(event.Methods(),
			q.Method)),
		Path:    event.Path(word(event.Paths(), q.Path)),
		Referer: event.Path(word(event.Paths(), strings.TrimPrefix(q.Referer, host)))}
	if q.Account != "" {
		a.Account = uint32(place(&r.cat.Accounts, event.AccountText{ID: q.Account}))
	}
	if a.Path == 0 || a.Method == 0 {
		a.Strange = uint16(place(&r.cat.Requests, event.RequestText{Method: q.Method, Path: q.Path}))
	}
	return a
}

func (r *recast) agent(text string) uint16 {
	if text == "" {
		return 0
	}
	return uint16(place(&r.cat.UserAgents, text))
}

// place is where a list has a text; it is added where it is missing.
func place[T comparable](list *[]T, x T) int {
	at := slices.Index(*list, x)
	if at < 0 {
		at = len(*list)
		*list = append(*list, x)
	}
	return at
}

// word is the number of a word; 0 = none.
func word(list []string, text string) int { return max(0, slices.Index(list, text)) }

func degrees(v float64) string { return fmt.Sprintf("%.4f", v) }
