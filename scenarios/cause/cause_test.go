package cause_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/scenarios/cause"
)

func TestOfDropsOperationAndPath(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "nothing"))
	got := cause.Of(fmt.Errorf("reading: %w", err))
	if !errors.Is(got, fs.ErrNotExist) || got.Error() == err.Error() {
		t.Errorf("got %v of %v", got, err)
	}
	if other := errors.New("other"); cause.Of(other) != other {
		t.Error("another error is not left as it is")
	}
}
