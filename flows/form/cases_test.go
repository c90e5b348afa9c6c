package form_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/form"
)

func TestCasesAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfN(rapid.IntRange(1, 300), 1, form.MaxCases).Draw(t, "numbers")
		want := slices.Compact(slices.Sorted(slices.Values(numbers)))
		spans := form.CaseSpans(numbers)
		if got := form.CaseNumbers(spans); !slices.Equal(got, want) {
			t.Fatalf("%v is written as %s and read as %v", want, spans, got)
		}
	})
}

func TestNoListOfCasesIsWithoutEnd(t *testing.T) {
	for spans, want := range map[string]int{
		"12": 1, "12,13": 2, "20-219": 200, "20-220": 0, "1-1000000000": 0, "1-100,101-200": 200, "1-100,101-201": 0,
		"1-200,1-200": 200, strings.Repeat("1-200,", 900) + "1": 0, "13-12": 0, "0": 0, "": 0, "-": 0, "1-": 0, "-5": 0,
		"1-2-3": 0, "1,,2": 0, "a": 0,
	} {
		if got := len(form.CaseNumbers(spans)); got != want {
			t.Errorf("%.30s: %d cases, want %d", spans, got, want)
		}
	}
	if got := fmt.Sprint(form.CaseNumbers("7,3-5,4")); got != "[3 4 5 7]" {
		t.Errorf("read are %s", got)
	}
}
