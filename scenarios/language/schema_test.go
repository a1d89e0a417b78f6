package language

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("scenario.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("scenario.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML the way an editor's validator sees it.
func asJSON(t *testing.T, data []byte) any {
	t.Helper()
	n := tree.Decode(data, &tree.Report{})
	if n == nil {
		return nil
	}
	text, err := json.Marshal(schema.Plain(n))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemaAcceptsGoodFiles(t *testing.T) {
	s := compiled(t)
	files := append(glob(t, "../testdata/good/*.yaml"), glob(t, "../library/*.yaml")...)
	for _, file := range files {
		if err := s.Validate(asJSON(t, read(t, file))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	tiny, err := Read("tiny", read(t, "../library/tiny.yaml"), Change{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(asJSON(t, YAML(tiny.Scenario))); err != nil {
		t.Errorf("resolved: %v", err)
	}
}

// The worked examples of the language, where the checkout has them beside it.
func TestSchemaAcceptsExamples(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "scenario-examples")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the folder of worked examples is not beside this checkout")
	}
	s := compiled(t)
	for _, file := range glob(t, filepath.Join(dir, "*.yaml")) {
		if err := s.Validate(asJSON(t, read(t, file))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// What a schema can see, it refuses: every bad file but those whose mistake is
// a contradiction, a missing behaviour, or below the level of JSON.
func TestSchemaRefusesBadFiles(t *testing.T) {
	s := compiled(t)
	beyond := strings.Fields(`aftermath-early aftermath-letters control-pace accounts-above-population acquire-sum alias-cycle-merge campaign-twice
		ban-action concurrency-too-many control-action control-outside control-twice country-calendar country-norway detected-early detected-late
		alert-acts alert-and-rule alert-both alert-ip alert-ip-reset alert-late alert-nobody detect-and-at detect-nothing detect-noticed detect-policy detected-policy duplicate-key duration-order duration-too-fine duration-too-long end-before-start epidemic-order exposed-above-persons jitter-poisson
		key-is-a-list lead-before-start lead-missing lead-without-lookups lifetime-never limit-action limit-analyst limit-scope list-empty lookups-above-exposed merge-of-a-word missing-at mix-sum portal-idle portal-limit
		network-list-empty not-yet-control not-yet-default not-yet-list not-yet-mapping matrix-path matrix-twice
		not-yet-profile warmup-part warmup-long warmup-early period-too-long profile-absent profile-sum profile-too-many share-decimals text-control
		text-empty text-too-long time-no-such-day time-too-fine time-year timezone-local timezone-unknown two-documents window-backwards
		window-outside window-start-outside
		blend-all lifetime-per-request mismatch-library network-no-pool owner-host-pool owner-host-sticky enumeration-near ramp-too-long think-time-constant think-time-none region-datacentre region-abroad provider-anywhere provider-mobile visit-constant visit-lognormal forced-twice idle-theft same-session-replay
		at-most-burst at-most-many at-most-theft at-most-trials at-most-turns at-most-week cover-all cover-sorted exposed-none-near exposed-none-theft exposed-none-trials
		account-reset-rotate season-order closing-twice closing-theft newcomers-early release-outside source-region source-order source-none source-rows
		source-visits leaked-none relations-sum relations-region captcha-both captcha-nothing captcha-switch enrol-and-close enrol-step-up enrol-twice canary-rule canary-many count-analyst close-and-change close-no-duration closed-rotate limit-switch not-found-switch delivery-window`)
	for _, file := range glob(t, "../testdata/bad/*.yaml") {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		refused := s.Validate(asJSON(t, read(t, file))) != nil
		if want := !slices.Contains(beyond, name) && !strings.HasPrefix(name, "feasible-"); refused != want {
			t.Errorf("%s: refused %v, want %v", name, refused, want)
		}
	}
}

// The committed schema, to which the modeline of the library points, is fresh.
func TestSchemaFile(t *testing.T) {
	golden(t, "../library/scenario.schema.json", string(Schema()))
}

// Every example and default of the rows is itself good.
func TestTableExamples(t *testing.T) {
	r := &tree.Report{}
	w := &schema.Walk{Report: r, Elsewhere: rows().Find}
	eachKey(func(f *schema.Row, at string) {
		for _, text := range []string{f.Default, f.Example} {
			if text == "" || strings.Contains(text, "…") {
				continue
			}
			n := tree.DecodeFlow(text, r)
			if n == nil {
				t.Errorf("%s: %s is not YAML", at, text)
				continue
			}
			before := r.Len()
			f.Kind.Check(w, n, at)
			// examples of groups may leave keys out
			if _, group := f.Kind.(*schema.Group); !group && r.Len() > before {
				t.Errorf("%s: %s is not good: %v", at, text, r.Err())
			}
		}
		if f.Doc == "" {
			t.Errorf("%s has no meaning", at)
		}
		if f.Required && f.Example == "" {
			t.Errorf("%s is required and has no example", at)
		}
	})
}
