package record

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type folder struct {
	Name   string
	At     time.Time
	Due    *time.Time
	Lists  [][]int
	Pages  []page
	Pinned *page
	Notes  map[string][]string
	None   []int
	Nobody map[string]int
	Bare   []page
	own    int
}

type page struct{ Lines []string }

// aFolder has something in every field, but where nothing and none are told apart: None and Nobody are not there, Bare
// is empty.
func aFolder() folder {
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	return folder{
		Name: "a", At: at, Due: &at, Lists: [][]int{{1}, {2, 3}}, Pages: []page{{[]string{"x"}}},
		Pinned: &page{[]string{"y"}}, Notes: map[string][]string{"n": {"z"}}, Bare: []page{}, own: 7,
	}
}

// TestDeep changes a copy in every way there is: what it was copied from stays as it was.
func TestDeep(t *testing.T) {
	from := aFolder()
	to := deep(&from)
	same := cmp.AllowUnexported(folder{})
	if diff := cmp.Diff(from, *to, same); diff != "" {
		t.Fatalf("the copy is another (-from +copy):\n%s", diff)
	}
	to.Name, to.own = "b", 8
	*to.Due = to.At.Add(time.Hour)
	to.Lists[1][0], to.Pages[0].Lines[0], to.Pinned.Lines[0], to.Notes["n"][0] = 9, "9", "9", "9"
	to.Notes["m"] = nil
	_ = append(to.Lists[0], 5)
	if diff := cmp.Diff(aFolder(), from, same); diff != "" {
		t.Errorf("what was copied has changed (-was +is):\n%s", diff)
	}
}
