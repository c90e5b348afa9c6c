package echowall

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"slices"
	"testing"
)

// The largest that one can oversee.
const (
	maxLines   = 2500 // of a package, without its tests
	maxMethods = 60   // of a type
)

// An excuse lets a package or a type be larger than it may, for a reason. One that is needed no more is a fault: it is
// to be taken out.
type excuse struct{ what, why string }

// excuses is empty, and is to stay so.
var excuses = []excuse{}

// TestNoIdleExcuse finds excuses that are needed no more: they would hide the next fault.
func TestNoIdleExcuse(t *testing.T) {
	found := inspect(t, os.DirFS("."))
	lines, methods := found.lines(), found.methods()
	for _, e := range excuses {
		if lines[e.what] <= maxLines && methods[e.what] <= maxMethods {
			t.Errorf("%s needs no excuse (%s)", e.what, e.why)
		}
	}
}

func (t *tree) largePackages() []string {
	return tooLarge(t.lines(), maxLines, "lines without tests")
}

func (t *tree) largeTypes() []string {
	return tooLarge(t.methods(), maxMethods, "methods")
}

// tooLarge lists what has more than it may, and is not excused.
func tooLarge(sizes map[string]int, most int, unit string) (faults []string) {
	for _, what := range slices.Sorted(maps.Keys(sizes)) {
		excused := slices.ContainsFunc(excuses, func(e excuse) bool { return e.what == what })
		if n := sizes[what]; n > most && !excused {
			faults = append(faults, fmt.Sprintf("%s has %d %s, more than %d", what, n, unit, most))
		}
	}
	return faults
}

// lines counts the lines of each package, without its tests.
func (t *tree) lines() map[string]int {
	all := map[string]int{}
	for _, f := range t.files {
		if !f.test {
			all[f.pkg] += t.positions.File(f.syntax.FileStart).LineCount()
		}
	}
	return all
}

// methods counts the methods of each type, written as "./bot.Bot", without those of tests.
func (t *tree) methods() map[string]int {
	all := map[string]int{}
	for _, f := range t.files {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && !f.test && fn.Recv != nil {
				all[f.pkg+"."+receiver(fn)]++
			}
		}
	}
	return all
}

// receiver is the name of the type that a method is of.
func receiver(fn *ast.FuncDecl) string {
	x := fn.Recv.List[0].Type
	for {
		switch e := x.(type) {
		case *ast.StarExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.IndexListExpr:
			x = e.X
		case *ast.Ident:
			return e.Name
		default:
			return "?"
		}
	}
}
