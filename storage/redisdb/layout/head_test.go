package layout

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage"
)

func TestAHeadReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Head{rapid.Uint64().Draw(t, "revision"), rapid.StringOf(rapid.RuneFrom([]rune("a:1\x00村"))).Draw(t, "view")}
		if got, err := ParseHead(want.String()); err != nil || got != want {
			t.Fatalf("%+v reads %+v: %v", want, got, err)
		}
	})
	for _, spoiled := range []string{"", "1", ":", "x:card", "-1:card", " 1:card", "18446744073709551616:"} {
		if got, err := ParseHead(spoiled); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%q reads %+v, %v", spoiled, got, err)
		}
	}
}
