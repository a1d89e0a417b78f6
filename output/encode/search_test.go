package encode

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
)

// Both logs write the path of a look-up alike, wherever the number travels.
func TestNumberInThePath(t *testing.T) {
	n := nir.Make(2, 77, 3, nir.PlaceOf("2A", 999), 42)
	typed := n.String() + "12"
	for path, want := range map[event.Path]string{
		event.PathSearch:    "/infopatient/recherche",
		event.PathByRef:     "/infopatient/assures/00000000deadbeef",
		event.QueryByRef:    "/infopatient/assures?nir=00000000deadbeef",
		event.PathByNumber:  "/infopatient/assures/" + typed,
		event.QueryByNumber: "/infopatient/assures?nir=" + typed,
		event.PathMasked:    "/infopatient/assures/***",
		event.QueryMasked:   "/infopatient/assures?nir=***",
	} {
		off := uint8((97 + 12 - int(n.Key())) % 97)
		asked := uint64(n)
		if path.ByRef() {
			asked = 0xdeadbeef
		}
		texts := NewTexts(catalog())
		line := texts.JSONL(HMAC).Append(nil, &event.Event{TS: 1, ID: 1, NIR: n, NIRRef: 0xdeadbeef, KeyOff: off, Path: path, Method: event.GET, PatientDept: event.NoPlace})
		var got struct{ Path string }
		if err := json.Unmarshal(line, &got); err != nil || got.Path != want {
			t.Errorf("audit: %q, want %q (%v)", got.Path, want, err)
		}
		access := texts.Combined(time.UTC).Append(nil, &event.Access{TS: 1, Account: event.NoAccount, Asked: asked, KeyOff: off, Path: path, Method: event.GET, Status: 200})
		if !strings.Contains(string(access), `"GET `+want+` HTTP/1.1" 200 `) {
			t.Errorf("access: %s, want %s", access, want)
		}
	}
}

func TestFilesOfReleases(t *testing.T) {
	cat := catalog()
	cat.Releases = []event.AssetNames{{App: "/static/app-1.js", Vendor: "/static/vendor-1.js", Style: "/static/style-1.css"}, {App: "/static/app-2.js", Vendor: "/static/vendor-1.js", Style: "/static/style-2.css"}}
	e := NewTexts(cat).Combined(time.UTC)
	for _, x := range []struct {
		path    event.Path
		release uint8
		want    string
	}{{event.PathAssetApp, 0, "/static/app-1.js"}, {event.PathAssetApp, 1, "/static/app-2.js"}, {event.PathAssetStyle, 1, "/static/style-2.css"}, {event.PathAssetLogo, 1, "/static/logo.svg"}, {event.PathHome, 0, "/accueil"}} {
		line := e.Append(nil, &event.Access{TS: 1, Account: event.NoAccount, Path: x.path, Release: x.release, Method: event.GET, Status: 200})
		if !bytes.Contains(line, []byte(`"GET `+x.want+` HTTP/1.1"`)) {
			t.Errorf("%s, want %s", line, x.want)
		}
	}
}
