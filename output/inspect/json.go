package inspect

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// WriteJSON writes an answer for programs, an object a line: first who the account is,
// where the query comes to one,
//
//	{"account":"PS…","profile":…,"truth":{"misuse":[…],"tried":[…],"lookalikes":[…],"responses":[…]}}
//
// then the lines of the log, by day and session, with the keys of the audit log but for
// lat and lon,
//
//	{"file":…,"line":…,"event":{…},"truth":{"label":…,"exposed":2,"fields":[…], …}}
//
// and at the end {"shown":…,"left_out":…}. Truth is there where it was asked for.
func (v *View) WriteJSON(ctx context.Context, out io.Writer) (Rest, error) {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	if v.Profile != nil {
		if err := e.Encode(document(v.Profile)); err != nil {
			return Rest{}, err
		}
	}
	rest, err := v.Days(ctx, func(d *Day) error {
		for i := range d.Groups {
			for j := range d.Groups[i].Lines {
				if err := e.Encode(v.object(&d.Groups[i].Lines[j])); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return rest, err
	}
	return rest, e.Encode(struct {
		Shown int64 `json:"shown"`
		Left  int64 `json:"left_out"`
	}{rest.Shown, rest.Left})
}

type profileJSON struct {
	Account        string      `json:"account"`
	RPPS           string      `json:"rpps,omitempty"`
	Profile        string      `json:"profile"`
	Profession     string      `json:"profession"`
	ProfessionName string      `json:"profession_name,omitempty"`
	Site           string      `json:"site"`
	SiteName       string      `json:"site_name,omitempty"`
	Commune        string      `json:"commune,omitempty"`
	Dept           string      `json:"dept"`
	Auth           string      `json:"auth"`
	CreatedOn      string      `json:"created_on"`
	Truth          *spellsJSON `json:"truth,omitempty"`
}

type spellsJSON struct {
	Misuse     []truth.Account   `json:"misuse"`
	Tried      []truth.Tried     `json:"tried"`
	LookAlikes []truth.LookAlike `json:"lookalikes"`
	Responses  []truth.Response  `json:"responses"`
}

func document(p *Profile) profileJSON {
	d := profileJSON{
		Account: p.ID, RPPS: p.RPPS, Profile: p.Profile, Profession: p.Profession, ProfessionName: p.ProfessionName,
		Site: p.Site, SiteName: p.SiteName, Commune: p.Commune, Dept: p.Dept, Auth: p.Auth, CreatedOn: p.CreatedOn,
	}
	if s := p.Spells; s != nil {
		d.Truth = &spellsJSON{some(s.Misuse), some(s.Tried), some(s.LookAlikes), some(s.Responses)}
	}
	return d
}

// some is a list that JSON writes as one even where it is empty.
func some[R any](list []R) []R {
	if list == nil {
		return []R{}
	}
	return list
}

type lineJSON struct {
	File  string          `json:"file"`
	Line  int             `json:"line"`
	Event json.RawMessage `json:"event"`
	Truth *markJSON       `json:"truth,omitempty"`
}

type markJSON struct {
	Label      string   `json:"label"`
	BenignType *string  `json:"benign_type"`
	Campaign   *string  `json:"campaign"`
	Phase      *string  `json:"phase"`
	Actor      *string  `json:"actor"`
	Purpose    *string  `json:"purpose"`
	CausedBy   *string  `json:"caused_by"`
	Exposed    int      `json:"exposed"`
	Fields     []string `json:"fields"`
}

func (v *View) object(l *Line) lineJSON {
	o := lineJSON{File: l.File, Line: l.N, Event: eventJSON(&l.Event)}
	if !v.Query.Truth {
		return o
	}
	o.Truth = &markJSON{Label: "benign"}
	if m := l.Mark; m != nil {
		if m.Label != "" {
			o.Truth.Label = m.Label
		}
		o.Truth.BenignType, o.Truth.Campaign, o.Truth.Phase = null(m.BenignType), null(m.Campaign), null(m.Phase)
		o.Truth.Actor, o.Truth.Purpose, o.Truth.CausedBy = null(m.Actor), null(m.Purpose), null(m.CausedBy)
		o.Truth.Exposed, o.Truth.Fields = m.Exposed, m.Fields
	}
	o.Truth.Fields = some(o.Truth.Fields)
	return o
}

func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// eventJSON writes a line with the keys of the log.
func eventJSON(e *read.Event) json.RawMessage {
	var b bytes.Buffer
	sep := byte('{')
	for _, f := range fieldsOf(e) {
		b.WriteByte(sep)
		fmt.Fprintf(&b, "%q:", f.key)
		switch {
		case f.text == "":
			b.WriteString("null")
		case f.bare:
			b.WriteString(f.text)
		default:
			b.WriteString(quoted(f.text))
		}
		sep = ','
	}
	b.WriteByte('}')
	return b.Bytes()
}

// quoted writes a text as a JSON string, with < and > as they are.
func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // a text can always be written
	}
	return string(bytes.TrimSpace(b.Bytes()))
}
