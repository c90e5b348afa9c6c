package procedure

import (
	"fmt"
	"strconv"
	"strings"
)

// Fraction is an exact part of a whole: "2/3" is reached by at least two thirds, ">1/2" by more than half.
type Fraction struct {
	Num, Den int
	// More asks for more than the part, not just as much.
	More bool
}

// Reached tells whether part of whole is enough. 2/3 of 7 is reached by 5, >1/2 of 8 by 5. Nothing is enough of nothing
// unless nothing is asked.
func (f Fraction) Reached(part, whole int) bool {
	if f.Num == 0 && !f.More {
		return true
	}
	if whole <= 0 {
		return false
	}
	if f.More {
		return part*f.Den > f.Num*whole
	}
	return part*f.Den >= f.Num*whole
}

// Needed is the smallest part of whole that is enough; 0 where nothing is asked.
func (f Fraction) Needed(whole int) int {
	if f.Den == 0 {
		return 0
	}
	n := f.Num * whole
	if f.More {
		return n/f.Den + 1
	}
	return (n + f.Den - 1) / f.Den
}

// String writes the fraction as ParseFraction reads it.
func (f Fraction) String() string {
	sign := ""
	if f.More {
		sign = ">"
	}
	return fmt.Sprintf("%s%d/%d", sign, f.Num, f.Den)
}

// ParseFraction reads "2/3" or ">1/2": whole numbers, the part not above the whole.
func ParseFraction(s string) (Fraction, error) {
	rest, more := strings.CutPrefix(strings.TrimSpace(s), ">")
	a, b, ok := strings.Cut(rest, "/")
	num, err1 := strconv.Atoi(strings.TrimSpace(a))
	den, err2 := strconv.Atoi(strings.TrimSpace(b))
	if !ok || err1 != nil || err2 != nil || num < 0 || den < 1 || den > 1000 || num > den || (more && num == den) {
		return Fraction{}, fmt.Errorf("%q is not a fraction: expected a part as 2/3, or >1/2 for more than half", s)
	}
	return Fraction{Num: num, Den: den, More: more}, nil
}

// MarshalText writes the fraction as String does.
func (f Fraction) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the fraction as ParseFraction does. "0/0" is the unset fraction.
func (f *Fraction) UnmarshalText(b []byte) error {
	if string(b) == "0/0" {
		*f = Fraction{}
		return nil
	}
	x, err := ParseFraction(string(b))
	if err != nil {
		return err
	}
	*f = x
	return nil
}
