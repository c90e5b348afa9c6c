package procedure_test

import (
	"strings"
	"testing"

	"echowall/flows/procedure"
)

func TestFractionsByHand(t *testing.T) {
	for _, c := range []struct {
		f     string
		whole int
		want  int
	}{
		{"2/3", 7, 5}, {">1/2", 8, 5}, {">1/2", 7, 4}, {"1/2", 8, 4}, {"1/3", 1, 1}, {"1/1", 9, 9}, {"0/1", 9, 0},
		{">0/1", 9, 1}, {"2/3", 0, 0},
	} {
		if got := parse(t, c.f).Needed(c.whole); got != c.want {
			t.Errorf("%s of %d: expected %d, got %d", c.f, c.whole, c.want, got)
		}
	}
}

func parse(t *testing.T, s string) procedure.Fraction {
	t.Helper()
	f, err := procedure.ParseFraction(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFractionsAreExact compares every part of every whole up to 40 by cross-multiplication, and what is needed with
// trying.
func TestFractionsAreExact(t *testing.T) {
	for den := 1; den <= 40; den++ {
		for num := 1; num <= den; num++ {
			for _, more := range []bool{false, true} {
				f := procedure.Fraction{Num: num, Den: den, More: more}
				for whole := 1; whole <= 40; whole++ {
					first := -1
					for part := 0; part <= whole+1; part++ {
						enough := den*part > num*whole || !more && den*part == num*whole
						if enough != f.Reached(part, whole) {
							t.Fatalf("%s: %d of %d: expected %v", f, part, whole, enough)
						}
						if enough && first < 0 {
							first = part
						}
					}
					if f.Needed(whole) != first {
						t.Fatalf("%s of %d: expected %d needed, got %d", f, whole, first, f.Needed(whole))
					}
				}
			}
		}
	}
}

func TestNothingIsEnoughOfNothingUnlessNothingIsAsked(t *testing.T) {
	var unset procedure.Fraction
	if parse(t, "1/2").Reached(0, 0) || parse(t, ">0/1").Reached(0, 0) || !unset.Reached(0, 0) || unset.Needed(9) != 0 {
		t.Error("nothing was taken for enough, or asked for")
	}
}

func TestFractionsAreReadAsTheyAreWritten(t *testing.T) {
	for _, s := range []string{"2/3", ">1/2", "0/1", "1/1000", "0/0"} {
		var f procedure.Fraction
		if err := f.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if raw, _ := f.MarshalText(); string(raw) != s {
			t.Errorf("%q is written as %q", s, raw)
		}
	}
	for _, s := range []string{"", "half", "1", "1/", "/2", "3/2", "-1/2", "1/0", "1/1001", ">1/1", "1/2/3", "½"} {
		var f procedure.Fraction
		if err := f.UnmarshalText([]byte(s)); err == nil || !strings.Contains(err.Error(), "expected a part as 2/3") {
			t.Errorf("%q: expected to be told what is expected, got %v", s, err)
		}
	}
}

func FuzzParseFraction(f *testing.F) {
	for _, s := range []string{"2/3", ">1/2", " > 1 / 2 ", "9999999999999999999/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, err := procedure.ParseFraction(s)
		if err != nil {
			return
		}
		if again := parse(t, x.String()); again != x {
			t.Errorf("%q is read as %v, then as %v", s, x, again)
		}
	})
}
