package output

import (
	"breachsim/generator/event"
	"breachsim/output/truth"
)

// bundle writes the campaigns in STIX 2.1, where the source tells its story
// and there are any.
func (f *finisher) bundle(j *event.Journal) error {
	src, ok := f.src.(Storied)
	if !ok {
		return nil
	}
	b, err := truth.NewBundle(f.src.Catalog(), j, src.Story())
	if b == nil || err != nil {
		return err
	}
	return f.file(truth.BundlePath, -1, b.Write)
}

// bundleBytes foretells the size of the bundle.
func (p *plan) bundleBytes(src Source) int64 {
	if _, ok := src.(Storied); !ok || p.sharded() {
		return 0
	}
	return truth.BundleBytes(src.Journal())
}
